using Microsoft.Extensions.Caching.Memory;

namespace Portal.Infrastructure.Tenancy;

/// <summary>
/// Room for what is large and can be computed again, as sums of a hundred thousand keywords. When it is full, what was not looked at for
/// longest goes. Only <see cref="TenantCache"/> uses it, whose keys begin with the tenant.
/// </summary>
public sealed class LargeValues : IDisposable
{
    /// <summary>Of all organisations together.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>Of one value: it may not push out everybody else's.</summary>
    public const long MostOfOne = MostBytes / 4;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache values = new(new MemoryCacheOptions { SizeLimit = MostBytes, TrackStatistics = true });

    internal long Bytes => values.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    internal object? Find(string key) => values.TryGetValue(key, out var value) ? value : null;

    /// <summary>What is too large for its share is not kept.</summary>
    internal void Keep(string key, object value, long bytes)
    {
        if (bytes > MostOfOne)
        {
            return;
        }

        var over = Bytes + bytes - MostBytes;
        if (over > 0)
        {
            // It would refuse the newcomer, and make room for the next.
            values.Compact(Math.Min(1, (double)over / Bytes));
        }

        using var entry = values.CreateEntry(key);
        entry.Value = value;
        entry.Size = bytes;
        entry.AbsoluteExpirationRelativeToNow = Kept;
    }

    public void Dispose() => values.Dispose();
}
