using System.Globalization;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>Hands out job ids without a write each: a process takes a thousand at a time from the file, so that two never meet.</summary>
internal sealed class JobIds(Writer writer)
{
    private const int Block = 1000;

    private readonly Lock gate = new();
    private long next;
    private long end;

    public long Next()
    {
        lock (gate)
        {
            if (next == end)
            {
                end = writer.Run(db => db.Sql("UPDATE Sequence SET Next = Next + ? WHERE Name = 'Job' RETURNING Next").With(Block).Number()!.Value);
                next = end - Block;
            }

            return next++;
        }
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ids come from addresses and callers: whatever we would not have written is no id of ours.</summary>
    public static bool TryRead(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0 && text[0] != '0';
}
