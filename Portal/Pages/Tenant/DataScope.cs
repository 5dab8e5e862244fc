using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Security;

namespace Portal.Pages.Tenant;

/// <summary>A chosen account as the data pages know it.</summary>
public sealed record ChosenAccount(
    AdsId<AdsAccount> Id, string Name, string Number, string Currency, string TimeZone, string Status, int RoleId, DateTimeOffset? SyncedAt, string? Failure, Id<Connection> ConnectionId);

/// <summary>What a data page is about: which accounts, which days, and in which state of the data.</summary>
public sealed record DataScope(long Version, IReadOnlyList<ChosenAccount> Chosen, ChosenAccount? Account, PeriodChoice Choice, DateOnly Today, bool HasData, string HomeCurrency)
{
    public Period Period => Choice.Period;

    public IReadOnlyList<ChosenAccount> Shown => Account is null ? Chosen : [Account];

    /// <summary>Of all chosen accounts: the organisation's own first, then those of most accounts.</summary>
    public IReadOnlyList<string> Currencies { get; } =
        [.. Chosen.GroupBy(account => account.Currency)
            .OrderByDescending(accounts => accounts.Key == HomeCurrency).ThenByDescending(accounts => accounts.Count()).ThenBy(accounts => accounts.Key, StringComparer.Ordinal)
            .Select(accounts => accounts.Key)];

    public string? RangeLabel => PeriodChoice.All.First(one => one.Key == Choice.Key).Label;

    public string Zones => Shown.Select(account => account.TimeZone).Distinct().Count() switch
    {
        1 => $"days of {AccountTimeZone.Find(Shown[0].TimeZone).Id}",
        _ => "days of each account's own time zone",
    };

    public ChosenAccount? Find(AdsId<AdsAccount> id) => Chosen.FirstOrDefault(account => account.Id == id);

    public Finality FinalityOf(IEnumerable<MarkedDay> marks, IEnumerable<ChosenAccount> of) => FinalityOf(Period, marks, of);

    /// <summary>Of the days that the period is compared with.</summary>
    public Finality FinalityBefore(IEnumerable<MarkedDay> marks, IEnumerable<ChosenAccount> of) => FinalityOf(Choice.Before, marks, of);

    private static Finality FinalityOf(Period period, IEnumerable<MarkedDay> marks, IEnumerable<ChosenAccount> of) => Finality.Of(period, of.Select(account => account.Id).ToHashSet(), marks);
}

/// <summary>Reads a page's scope from its address: <c>account</c>, <c>range</c>, <c>from</c>, <c>to</c>.</summary>
public sealed class DataScopes(PortalDb db, AccountSeries series, CurrentMember member, TimeProvider clock)
{
    public async Task<DataScope> ReadAsync(IQueryCollection query, CancellationToken ct)
    {
        var version = await db.ReadDataVersionAsync(ct);
        var accounts = await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).OrderBy(account => account.Name)
            .Select(account => new ChosenAccount(
                account.AccountId, account.Name, account.Number, account.CurrencyCode, account.TimeZone, account.Status, account.RoleId, account.SyncedAt, account.Failure, account.ConnectionId))
            .ToListAsync(ct);
        var now = clock.GetUtcNow();
        var today = accounts.Count == 0
            ? AccountTimeZone.Today("", now)
            : accounts.Max(account => AccountTimeZone.Today(account.TimeZone, now));
        var last = (await series.LastAsync(version, ct)).Day;
        var choice = PeriodChoice.Read(query["range"], query["from"], query["to"], last >= today ? today : today.AddDays(-1), today);
        var id = AccountOf(query);
        return new(version, accounts, accounts.FirstOrDefault(account => account.Id == id), choice, today, last is not null, member.Tenant.Currency);
    }

    /// <summary>What of a scope an address says, in one order and without what holds anyway.</summary>
    public static IEnumerable<(string Name, string? Value)> InAddress(IQueryCollection query) =>
        [("account", AccountOf(query)?.ToString()), .. PeriodChoice.InAddress(query["range"], query["from"], query["to"])];

    private static AdsId<AdsAccount>? AccountOf(IQueryCollection query) => AdsId<AdsAccount>.TryParse(query["account"], null, out var id) ? id : null;
}
