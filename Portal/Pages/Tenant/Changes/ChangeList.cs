using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Changes;

/// <summary>A change as it is told.</summary>
public sealed record ChangeRow(
    DateTimeOffset At, AdsId<AdsAccount> AccountId, string Account, string Currency, EntityKind Kind, long EntityId, long ParentId, string Name, string Field, string? From, string? To, string? By)
{
    public string KindInWords => Words(Kind);

    public string FromInWords => Value(From);

    public string ToInWords => Value(To);

    public string Who => By is null ? "at Microsoft Advertising" : $"in the portal by {By}";

    public static string Words(EntityKind kind) => kind switch
    {
        EntityKind.SharedBudget => "Shared budget",
        EntityKind.NegativeList => "Negative keyword list",
        EntityKind.AdGroup => "Ad group",
        EntityKind.AssetGroup => "Asset group",
        EntityKind.NegativeKeyword => "Negative keyword",
        EntityKind.Link => "Association",
        _ => kind.ToString(),
    };

    private string Value(string? text) => (Field, text) switch
    {
        (_, null) => Field is EntityChange.Added or EntityChange.Removed ? "" : "none",
        ("Daily budget" or "Bid" or "Amount", _) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros) => Say.Money(new Money(micros, Currency)),
        ("Status" or "Editorial status", _) => StatusLook.Of(text).Word,
        _ => text.Replace("\n", " · ", StringComparison.Ordinal),
    };
}

/// <summary>A page of changes, newest first, and how many there are.</summary>
public sealed record ChangePage(IReadOnlyList<ChangeRow> Rows, int Number, int Total)
{
    public const int Size = 50;
}

/// <summary>What changed in the chosen accounts.</summary>
public sealed class ChangeList(PortalDb db)
{
    /// <summary>More than a spreadsheet is read with.</summary>
    private const int MostExported = 100_000;

    /// <summary>Of one entity: a seek in the key.</summary>
    public Task<ChangePage> OfAsync(AdsId<AdsAccount> account, EntityKind kind, long id, int page, CancellationToken ct) =>
        PageAsync(db.EntityChanges.Where(change => change.AccountId == account && change.Kind == kind && change.EntityId == id), page, ct);

    /// <summary>Of one whose number is good only within what it hangs on.</summary>
    public Task<ChangePage> OfAsync(AdsId<AdsAccount> account, EntityKind kind, long parent, long id, int page, CancellationToken ct) =>
        PageAsync(db.EntityChanges.Where(change => change.AccountId == account && change.Kind == kind && change.EntityId == id && change.ParentId == parent), page, ct);

    public Task<ChangePage> FilteredAsync(ChangeFilter filter, TimeZoneInfo zone, int page, CancellationToken ct) => PageAsync(filter.Of(db.EntityChanges, zone), page, ct);

    public Task<List<ChangeRow>> AllAsync(ChangeFilter filter, TimeZoneInfo zone, CancellationToken ct) => Told(filter.Of(db.EntityChanges, zone)).Take(MostExported).ToListAsync(ct);

    private async Task<ChangePage> PageAsync(IQueryable<EntityChange> changes, int page, CancellationToken ct)
    {
        var told = Told(changes);
        var total = await told.CountAsync(ct);
        var number = Math.Clamp(page, 1, Math.Max(1, (total + ChangePage.Size - 1) / ChangePage.Size));
        return new(await told.Skip((number - 1) * ChangePage.Size).Take(ChangePage.Size).ToListAsync(ct), number, total);
    }

    private IQueryable<ChangeRow> Told(IQueryable<EntityChange> changes) =>
        from change in changes.AsNoTracking()
        join account in db.AdsAccounts on change.AccountId equals account.AccountId
        where account.IsChosen
        orderby change.At descending, change.Kind, change.EntityId, change.Field
        select new ChangeRow(
            change.At, change.AccountId, account.Name, account.CurrencyCode, change.Kind, change.EntityId, change.ParentId, change.Name, change.Field, change.From, change.To, change.By);
}
