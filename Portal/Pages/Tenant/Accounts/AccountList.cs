using System.Globalization;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Accounts;

/// <summary>A chosen account with what it did in the period.</summary>
public sealed record AccountRow(ChosenAccount Account, Totals Totals, Finality Finality, IReadOnlyList<decimal?> Trend);

/// <summary>What of the accounts is shown and in which order, as the address says it.</summary>
public sealed record AccountFilter(string? Search, string? Status, string? Currency, string Sort, bool Descending, int Page)
{
    public const int Size = 50;

    private const string Default = "spend";

    private static readonly HashSet<string> Words = ["name", "status", "currency"];
    private static readonly HashSet<string> Numbers = ["spend", "clicks", "impressions", "ctr", "cpc", "conversions", "cpa", "roas"];

    public bool IsSet => Search is not null || Status is not null || Currency is not null;

    /// <summary>The same choices as the address says them, in one order and without what holds anyway. The page's number is no choice.</summary>
    public IEnumerable<(string Name, string? Value)> InAddress =>
    [
        ("q", Search), ("status", Status), ("currency", Currency),
        ("sort", Sort == Default ? null : Sort), ("order", Descending == Numbers.Contains(Sort) ? null : Descending ? "desc" : "asc"),
    ];

    public static AccountFilter Read(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        sort = Words.Contains(sort) || Numbers.Contains(sort) ? sort : Default;
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;
        return new(query.Text("q"), query.Text("status"), query.Text("currency"), sort, query["order"].ToString() switch { "asc" => false, "desc" => true, _ => Numbers.Contains(sort) }, page);
    }

    public bool Takes(AccountRow row) =>
        (Status is null || StatusLook.Of(row.Account.Status).Word == Status)
        && (Currency is null || row.Account.Currency == Currency)
        && (Search is null || row.Account.Name.Contains(Search, StringComparison.OrdinalIgnoreCase) || row.Account.Number.Equals(Search, StringComparison.OrdinalIgnoreCase) || row.Account.Id.ToString() == Search);
}

/// <summary>The chosen accounts with their sums; money sorts within each currency.</summary>
public sealed class AccountList(AccountSeries series)
{
    public async Task<IReadOnlyList<AccountRow>> AllAsync(DataScope scope, CancellationToken ct)
    {
        var data = await series.OfAsync(scope.Period, scope.Version, ct);
        var days = data.Days.ToLookup(day => day.AccountId);
        return [.. scope.Chosen.Select(account => new AccountRow(
            account,
            days[account.Id].Aggregate(default(Totals), (sum, day) => sum + day.Totals),
            scope.FinalityOf(data.Marks, [account]),
            DailyTrend.Spark(scope.Period, days[account.Id].Select(day => (day.Day, day.Totals)))))];
    }

    public static IReadOnlyList<AccountRow> Sort(IEnumerable<AccountRow> rows, AccountFilter filter, IReadOnlyList<string> currencies)
    {
        var named = rows.OrderBy(row => row.Account.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (Metric.All.FirstOrDefault(metric => metric.Key == filter.Sort) is { } metric)
        {
            var grouped = named.OrderBy(row => metric.Shape == Metric.Kind.Money ? currencies.ToList().IndexOf(row.Account.Currency) : 0).ThenBy(row => metric.Of(row.Totals) is null);
            return [.. filter.Descending ? grouped.ThenByDescending(row => metric.Of(row.Totals)) : grouped.ThenBy(row => metric.Of(row.Totals))];
        }

        Func<AccountRow, string> word = filter.Sort switch { "status" => row => row.Account.Status, "currency" => row => row.Account.Currency, _ => row => row.Account.Name };
        return [.. filter.Descending ? named.OrderByDescending(word, StringComparer.OrdinalIgnoreCase) : named.OrderBy(word, StringComparer.OrdinalIgnoreCase)];
    }
}
