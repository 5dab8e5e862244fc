namespace Portal.Emulator.Traffic;

/// <summary>The latest requests, oldest first: for people who look and for tests that count.</summary>
public sealed class RequestLog
{
    private const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly LinkedList<RequestEntry> entries = [];
    private int last;

    public IReadOnlyList<RequestEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>Requests whose path contains <paramref name="path"/>, of one grant type when one is given.</summary>
    public int Count(string path, string? grantType = null) => Entries.Count(entry =>
        entry.Path.Contains(path, StringComparison.OrdinalIgnoreCase) && (grantType is null || entry.GrantType == grantType));

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    /// <summary>Keeps only the ends of a secret: enough to tell two apart, too little to use.</summary>
    public static string? Mask(string? secret) => secret switch
    {
        null or "" => null,
        { Length: < 16 } => "•••",
        _ => $"{secret[..4]}•••{secret[^4..]}",
    };

    internal LinkedListNode<RequestEntry> Add(Func<int, RequestEntry> entry)
    {
        lock (gate)
        {
            if (entries.Count == Capacity)
            {
                entries.RemoveFirst();
            }

            return entries.AddLast(entry(++last));
        }
    }

    internal void Change(LinkedListNode<RequestEntry> entry, Func<RequestEntry, RequestEntry> change)
    {
        lock (gate)
        {
            entry.Value = change(entry.Value);
        }
    }
}
