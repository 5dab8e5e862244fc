namespace Portal.Infrastructure.Tenancy;

/// <summary>
/// Room for what is large and can be computed again, as the sums of a hundred thousand keywords. When it is full, what was not looked at
/// for longest goes. Only <see cref="TenantCache"/> uses it, whose keys begin with the tenant.
/// </summary>
/// <remarks>Not a <c>MemoryCache</c>: that one makes room by the number of its entries, and refuses a newcomer until it has.</remarks>
public sealed class LargeValues(TimeProvider clock)
{
    /// <summary>Of all organisations together.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>Of one value: it may not push out everybody else's.</summary>
    public const long MostOfOne = MostBytes / 4;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock turn = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);

    /// <summary>Last looked at comes first.</summary>
    private readonly LinkedList<Entry> order = [];

    internal long Bytes { get; private set; }

    internal object? Find(string key)
    {
        lock (turn)
        {
            if (!entries.TryGetValue(key, out var node))
            {
                return null;
            }

            if (node.Value.Until <= clock.GetUtcNow())
            {
                Forget(node);
                return null;
            }

            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>What is too large for its share is not kept.</summary>
    internal void Keep(string key, object value, long bytes)
    {
        if (bytes > MostOfOne)
        {
            return;
        }

        lock (turn)
        {
            if (entries.TryGetValue(key, out var old))
            {
                Forget(old);
            }

            var now = clock.GetUtcNow();
            while (order.Last is { } last && (Bytes + bytes > MostBytes || last.Value.Until <= now))
            {
                Forget(last);
            }

            entries[key] = order.AddFirst(new Entry(key, value, bytes, now + Kept));
            Bytes += bytes;
        }
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        order.Remove(node);
        entries.Remove(node.Value.Key);
        Bytes -= node.Value.Bytes;
    }

    private sealed record Entry(string Key, object Value, long Bytes, DateTimeOffset Until);
}
