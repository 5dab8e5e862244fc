using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Operator;

/// <summary>How far a change of keys is, as the keys page and its live events say it.</summary>
public sealed class KeysProgress(KeysDb keys, KeyWrapping wrapping)
{
    public async Task<KeysView> ReadAsync(CancellationToken ct)
    {
        using var all = new OperatorScope(keys, "the keys page");
        return new KeysView(await keys.TenantKeys.AcrossTenants(all).AsNoTracking().ToListAsync(ct), wrapping.RingKeyInUse());
    }
}

/// <param name="Keys">All tenants' data keys.</param>
/// <param name="InUse">The key of the ring that wraps at present.</param>
public sealed record KeysView(IReadOnlyList<TenantKey> Keys, Guid? InUse)
{
    private readonly Dictionary<Guid, int> wraps = Keys.CountBy(key => KeyWrapping.RingKeyOf(key) ?? Guid.Empty).ToDictionary(count => count.Key, count => count.Value);

    public ILookup<Id<Domain.Tenancy.Tenant>, TenantKey> Of { get; } = Keys.ToLookup(key => key.TenantId);

    /// <summary>The newest key of each tenant that has one.</summary>
    public IReadOnlyList<TenantKey> Newest { get; } = [.. Keys.GroupBy(key => key.TenantId).Select(own => own.MaxBy(key => key.Version)).OfType<TenantKey>()];

    public int WrappedByInUse => Wraps(InUse ?? Guid.Empty);

    public string Wrapped => $"{Say.Number(WrappedByInUse)} of {Say.Count(Keys.Count, "data key")}";

    public int SealedWithNewest => Newest.Count(key => key.IsComplete);

    public string Sealed => $"{Say.Number(SealedWithNewest)} of {Say.Count(Newest.Count, "organisation")}";

    public string ToSeal => Newest.Where(key => !key.IsComplete).ToList() is { Count: > 0 } open ? $"{Say.Count(open.Sum(key => key.Older - key.Resealed), "token")} to go" : "";

    /// <summary>What the page looks like: when it changes, other rows and columns are to be shown.</summary>
    public string Look => $"{(SealedWithNewest == Newest.Count ? "rest" : "work")}-{(WrappedByInUse == Keys.Count ? "one" : "several")}";

    /// <summary>How many data keys a key of the ring opens.</summary>
    public int Wraps(Guid ringKey) => wraps.GetValueOrDefault(ringKey);

    public static string TextOf(TenantKey key) => key.Older == 0 ? "about to begin" : $"{Say.Number(key.Resealed)} of {Say.Number(key.Older)}";

    /// <summary>A bar's end is not known when the page is made, for the counting comes later: so each goes to 100.</summary>
    public static int Percent(int done, int all) => all == 0 ? 0 : 100 * done / all;
}
