using System.Buffers;
using System.Text;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Reads RFC 4180 records of any number of fields from UTF-8 bytes, in one pooled buffer and without a string: LF or CRLF, a byte order
/// mark, quotes where they are allowed. A quote where it is not allowed, or an open one at the end, refuses the file.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    private const int FirstBuffer = 128 * 1024;
    private const int LongestRecord = 4 * 1024 * 1024;

    private readonly Stream stream;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private (int Start, int Length)[] fields = new (int, int)[32];
    private int start;
    private int end;
    private bool exhausted;

    public CsvRecords(Stream stream)
    {
        this.stream = stream;
        while (end < 3 && !exhausted)
        {
            Fill();
        }

        start = buffer.AsSpan(0, end).StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>How many fields the record has; an empty line has one, which is empty.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the record, from 1; empty lines count.</summary>
    public long Number { get; private set; }

    /// <summary>The bytes of a field, without its quotes, quotes within still doubled; good until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> this[int field] => buffer.AsSpan(fields[field].Start, fields[field].Length);

    public string Text(int field) => Encoding.UTF8.GetString(this[field]).Replace("\"\"", "\"", StringComparison.Ordinal);

    /// <summary>Goes on to the next record; false at the end of the file.</summary>
    public bool Read()
    {
        while (!TryParse())
        {
            if (exhausted)
            {
                return start != end ? throw Refused("ends within quotes") : false;
            }

            Fill();
        }

        Number++;
        return true;
    }

    /// <summary>The next record that is not an empty line.</summary>
    public bool ReadFilled()
    {
        while (Read())
        {
            if (Count > 1 || !this[0].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Finds the fields of the record at <see cref="start"/>; false, with nothing changed, when its end is not in the buffer yet.</summary>
    private bool TryParse()
    {
        var (at, count) = (start, 0);
        if (start == end)
        {
            return false;
        }

        while (true)
        {
            if (count == fields.Length)
            {
                Array.Resize(ref fields, count * 2);
            }

            var quoted = at < end && buffer[at] == '"';
            var after = quoted ? Quoted(at, ref fields[count]) : Plain(at, ref fields[count]);
            if (after < 0)
            {
                return false;
            }

            count++;
            if (after < end && buffer[after] == ',')
            {
                at = after + 1;
                if (at == end && !exhausted)
                {
                    return false;
                }

                continue;
            }

            (Count, start) = (count, Math.Min(after + 1, end));
            return true;
        }
    }

    /// <summary>Where the field ends: at its comma, its LF, or the end of the file; negative when that is not in the buffer.</summary>
    private int Plain(int at, ref (int Start, int Length) field)
    {
        var length = buffer.AsSpan(at, end - at).IndexOfAny((byte)',', (byte)'\n', (byte)'"');
        if (length < 0)
        {
            if (!exhausted)
            {
                return -1;
            }

            length = end - at;
        }
        else if (buffer[at + length] == '"')
        {
            throw Refused("has a quote within a field");
        }

        var after = at + length;
        var isLast = after == end || buffer[after] == '\n';
        field = (at, isLast && length > 0 && buffer[after - 1] == '\r' ? length - 1 : length);
        return after;
    }

    private int Quoted(int at, ref (int Start, int Length) field)
    {
        var quote = at + 1;
        while (true)
        {
            var distance = buffer.AsSpan(quote, end - quote).IndexOf((byte)'"');
            if (distance < 0)
            {
                return -1;
            }

            quote += distance;
            if (quote + 1 == end && !exhausted)
            {
                return -1;
            }

            if (quote + 1 == end || buffer[quote + 1] != '"')
            {
                break;
            }

            quote += 2;
        }

        var after = quote + 1;
        if (after < end && buffer[after] == '\r')
        {
            after++;
            if (after == end && !exhausted)
            {
                return -1;
            }
        }

        if (after < end && (buffer[after] != '\n' && (buffer[after] != ',' || after != quote + 1)))
        {
            throw Refused("has text after a closing quote");
        }

        field = (at + 1, quote - at - 1);
        return after;
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Grow();
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        (end, exhausted) = (end + read, read == 0);
    }

    private void Grow()
    {
        if (buffer.Length >= LongestRecord)
        {
            throw Refused("is longer than four megabytes");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private ReportRefusedException Refused(string what) => new($"Record {Number + 1} of the report {what}.");
}
