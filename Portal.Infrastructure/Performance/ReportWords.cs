using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>A number and what it stands for, in the order of its table's columns.</summary>
internal readonly record struct NumberedWords(long Number, string[] Texts);

/// <summary>
/// The texts of one file on their way to their table. Numbers are made of the bytes alone, so that millions of texts need neither memory
/// nor a look into the database; the texts lie in a scratch file until the rows are written.
/// </summary>
internal sealed class ReportWords(WordTable table, Id<Tenant> tenant) : IDisposable
{
    private const int MostRemembered = 128 * 1024;
    private const int SortedAtOnce = 32 * 1024;

    private readonly HashSet<long> seen = [];
    private readonly byte[] tenantKey = tenant.Value.ToByteArray(true);
    private Stream? scratch;

    public WordTable Table => table;

    /// <summary>
    /// 63 bits of a hash over tenant, table and the texts with their lengths. The tenant's id is nothing that outsiders know, so nobody can
    /// search for two terms that have one number; should it happen all the same, the writing notices and refuses the file.
    /// </summary>
    public long NumberOf(CsvRecords record, int[] places)
    {
        var length = tenantKey.Length + table.Name.Length;
        foreach (var place in places)
        {
            length += sizeof(int) + record[place].Length;
        }

        byte[]? rented = null;
        var bytes = length <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(length);
        tenantKey.CopyTo(bytes);
        var at = tenantKey.Length + Encoding.ASCII.GetBytes(table.Name, bytes[tenantKey.Length..]);
        foreach (var place in places)
        {
            var text = record[place];
            BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], text.Length);
            text.CopyTo(bytes[(at + sizeof(int))..]);
            at += sizeof(int) + text.Length;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        // Never zero, which stands for "none".
        return Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(hash) & long.MaxValue);
    }

    /// <summary>Keeps what <paramref name="number"/> stands for; of what was kept a while ago it may do so again.</summary>
    public void Keep(long number, CsvRecords record, int[] places)
    {
        if (!seen.Add(number))
        {
            return;
        }

        if (seen.Count > MostRemembered)
        {
            seen.Clear();
        }

        scratch ??= new BufferedStream(ScratchFile.Open(), 64 * 1024);
        Span<byte> head = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(head, number);
        scratch.Write(head);
        foreach (var place in places)
        {
            var text = Encoding.UTF8.GetBytes(record.Text(place));
            BinaryPrimitives.WriteInt32LittleEndian(head, text.Length);
            scratch.Write(head[..sizeof(int)]);
            scratch.Write(text);
        }
    }

    /// <summary>All that was kept, once; stretch by stretch in the order of the numbers, which writes faster.</summary>
    public IEnumerable<NumberedWords> Read()
    {
        if (scratch is null)
        {
            yield break;
        }

        scratch.Flush();
        scratch.Position = 0;
        using var reader = new BinaryReader(scratch, Encoding.UTF8, leaveOpen: true);
        for (var stretch = Stretch(reader, scratch); stretch.Count > 0; stretch = Stretch(reader, scratch))
        {
            stretch.Sort(static (left, right) => left.Number.CompareTo(right.Number));
            foreach (var words in stretch)
            {
                yield return words;
            }
        }
    }

    public void Dispose() => scratch?.Dispose();

    private List<NumberedWords> Stretch(BinaryReader reader, Stream from)
    {
        var stretch = new List<NumberedWords>();
        while (stretch.Count < SortedAtOnce && from.Position < from.Length)
        {
            var number = reader.ReadInt64();
            var texts = new string[table.Words.Length];
            for (var at = 0; at < texts.Length; at++)
            {
                // A zero character cannot be stored everywhere; Unicode has a picture of it.
                texts[at] = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())).Replace('\0', '\u2400');
            }

            stretch.Add(new(number, texts));
        }

        return stretch;
    }
}
