using System.Globalization;
using System.Text;

namespace Portal.Emulator.Reporting;

/// <summary>Writes quoted fields as UTF-8 through one buffer, so that millions of rows leave nothing for the collector.</summary>
internal sealed class CsvText(Stream into, byte separator, int size = 64 * 1024)
{
    private readonly byte[] buffer = new byte[size];
    private int length;
    private bool lineIsOpen;

    public void Mark() => Encoding.UTF8.Preamble.CopyTo(Room(Encoding.UTF8.Preamble.Length));

    /// <summary>A field; quotes in it are doubled.</summary>
    public void Field(ReadOnlySpan<char> text)
    {
        Open();
        for (var quote = text.IndexOf('"'); quote >= 0; quote = text.IndexOf('"'))
        {
            Raw(text[..(quote + 1)]);
            Raw("\"");
            text = text[(quote + 1)..];
        }

        Raw(text);
        Raw("\"");
    }

    public void Whole(long number)
    {
        Open();
        Number(number);
        Raw("\"");
    }

    /// <summary>A number given in hundredths, with two digits after the point.</summary>
    public void Hundredths(long number, string after = "")
    {
        Open();
        if (number < 0)
        {
            Raw("-");
        }

        Number(Math.Abs(number) / 100);
        var room = Room(3);
        var rest = (int)(Math.Abs(number) % 100);
        (room[0], room[1], room[2]) = ((byte)'.', (byte)('0' + rest / 10), (byte)('0' + rest % 10));
        Raw(after);
        Raw("\"");
    }

    public void Day(DateOnly day)
    {
        Open();
        day.TryFormat(Room(10), out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Raw("\"");
    }

    public void EndLine()
    {
        Raw("\r\n");
        lineIsOpen = false;
    }

    public void Flush()
    {
        into.Write(buffer, 0, length);
        length = 0;
    }

    private void Open()
    {
        if (lineIsOpen)
        {
            Room(1)[0] = separator;
        }

        lineIsOpen = true;
        Raw("\"");
    }

    private void Number(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
        digits[..written].CopyTo(Room(written));
    }

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetByteCount(text)));

    private Span<byte> Room(int bytes)
    {
        if (length + bytes > buffer.Length)
        {
            Flush();
        }

        length += bytes;
        return buffer.AsSpan(length - bytes, bytes);
    }
}
