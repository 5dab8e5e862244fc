using Portal.Domain.Performance;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>One page of the campaigns, with what stands under and over it: sums of the whole filter by currency, and what can be filtered by.</summary>
public sealed record CampaignPage(
    IReadOnlyList<CampaignRow> Rows, int Number, int Total, IReadOnlyList<CurrencySum> Sums, IReadOnlyList<string> Statuses, IReadOnlyList<string> Types, int Campaigns);

/// <summary>The sum of the campaigns of one currency.</summary>
public sealed record CurrencySum(string Currency, int Campaigns, Totals Totals);

/// <summary>The campaigns of a scope with their sums: those at Microsoft now, and those gone that still have data in the period.</summary>
public sealed class CampaignList(CampaignMirror mirror, CampaignTotals totals)
{
    public async Task<IReadOnlyList<CampaignRow>> AllAsync(DataScope scope, CancellationToken ct)
    {
        var accounts = scope.Shown.ToDictionary(account => account.Id);
        if (accounts.Count == 0)
        {
            return [];
        }

        var book = await mirror.AllAsync(scope.Version, ct);
        var sums = await totals.OfAsync(scope.Period, scope.Version, ct);
        var rows = new List<CampaignRow>(book.Campaigns.Length);
        foreach (var (facts, summed) in Join(book, sums))
        {
            if (accounts.TryGetValue(facts.AccountId, out var account))
            {
                rows.Add(new CampaignRow(facts, account, summed));
            }
        }

        return rows;
    }

    public async Task<IReadOnlyList<CampaignRow>> FilteredAsync(DataScope scope, CampaignFilter filter, CancellationToken ct) =>
        [.. CampaignOrder.Sort((await AllAsync(scope, ct)).Where(filter.Takes), filter.Sort, filter.Descending, scope.Currencies)];

    public async Task<CampaignPage> PageAsync(DataScope scope, CampaignFilter filter, CancellationToken ct)
    {
        var all = await AllAsync(scope, ct);
        var rows = filter.IsSet ? all.Where(filter.Takes).ToList() : [.. all];
        var number = Math.Clamp(filter.Page, 1, Math.Max(1, (rows.Count + filter.Size - 1) / filter.Size));
        return new(
            [.. CampaignOrder.Sort(rows, filter.Sort, filter.Descending, scope.Currencies).Skip((number - 1) * filter.Size).Take(filter.Size)],
            number,
            rows.Count,
            Sums(rows, scope.Currencies),
            [.. all.Select(row => row.Status).ToHashSet().Select(status => StatusLook.Of(status).Word).Distinct().Order(StringComparer.Ordinal)],
            [.. all.Select(row => row.Facts.Type).Where(type => type.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            all.Count);
    }

    /// <summary>Currencies in the order of the page; those without a campaign are left out.</summary>
    private static List<CurrencySum> Sums(List<CampaignRow> rows, IReadOnlyList<string> currencies)
    {
        var sums = new Dictionary<string, (int Campaigns, Totals Totals)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var (campaigns, totals) = sums.GetValueOrDefault(row.Currency);
            sums[row.Currency] = (campaigns + 1, totals + row.Totals);
        }

        return [.. currencies.Where(sums.ContainsKey).Select(currency => new CurrencySum(currency, sums[currency].Campaigns, sums[currency].Totals))];
    }

    /// <summary>Both come in the order of the key, so one walk beside each other joins them.</summary>
    private static IEnumerable<(CampaignFacts Facts, Totals Totals)> Join(CampaignBook book, CampaignSums sums)
    {
        var next = 0;
        foreach (var facts in book.Campaigns)
        {
            for (; next < sums.Rows.Length && Compare(sums.Rows[next], facts) < 0; next++)
            {
                yield return (Unseen(sums.Rows[next]), sums.Rows[next].Totals);
            }

            if (next < sums.Rows.Length && Compare(sums.Rows[next], facts) == 0)
            {
                yield return (facts, sums.Rows[next++].Totals);
            }
            else if (!facts.IsRemoved)
            {
                yield return (facts, default);
            }
        }

        for (; next < sums.Rows.Length; next++)
        {
            yield return (Unseen(sums.Rows[next]), sums.Rows[next].Totals);
        }
    }

    private static int Compare(CampaignSum sum, CampaignFacts facts) =>
        sum.AccountId.CompareTo(facts.AccountId) is not 0 and var byAccount ? byAccount : sum.CampaignId.CompareTo(facts.CampaignId);

    // A report may name a campaign that was deleted before the portal ever listed it; its spend is real all the same.
    private static CampaignFacts Unseen(CampaignSum sum) =>
        new(sum.AccountId, sum.CampaignId, $"Campaign {sum.CampaignId}", StatusLook.Removed, "", null, false, true);
}
