using System.Collections.Frozen;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>
/// The columns campaigns can be sorted by. Amounts of unlike currencies say nothing about each other, so money sorts within each
/// currency; a campaign without the number comes last either way.
/// </summary>
internal static class CampaignOrder
{
    public const string Default = "spend";

    private static readonly FrozenDictionary<string, Func<CampaignRow, decimal?>> Numbers = new Dictionary<string, Func<CampaignRow, decimal?>>(StringComparer.Ordinal)
    {
        ["budget"] = row => row.Facts.BudgetMicros,
        ["spend"] = row => row.Totals.SpendMicros,
        ["clicks"] = row => row.Totals.Clicks,
        ["impressions"] = row => row.Totals.Impressions,
        ["ctr"] = row => row.Totals.ClickThroughRate,
        ["cpc"] = row => row.Totals.CostPerClick,
        ["conversions"] = row => row.Totals.ConversionHundredths,
        ["cpa"] = row => row.Totals.CostPerConversion,
        ["roas"] = row => row.Totals.ReturnOnAdSpend,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Func<CampaignRow, string>> Words = new Dictionary<string, Func<CampaignRow, string>>(StringComparer.Ordinal)
    {
        ["name"] = row => row.Facts.Name,
        ["status"] = row => StatusLook.Of(row.Status).Word,
        ["type"] = row => row.Facts.Type,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Money = FrozenSet.Create("budget", "spend", "cpc", "cpa");

    public static IEnumerable<string> Columns => Words.Keys.Concat(Numbers.Keys);

    public static bool IsNumeric(string column) => Numbers.ContainsKey(column);

    /// <summary>Sorts as far as it is read: the first page of many needs no order among the others.</summary>
    public static IEnumerable<CampaignRow> Sort(IEnumerable<CampaignRow> rows, string column, bool descending, IReadOnlyList<string> currencies)
    {
        var rank = currencies.Select((currency, index) => (currency, index)).ToDictionary(one => one.currency, one => one.index);
        var (number, word, isMoney) = (Numbers.GetValueOrDefault(column), Words.GetValueOrDefault(column), Money.Contains(column));
        return rows
            .Select(row => new Sorted(row, isMoney ? rank.GetValueOrDefault(row.Currency) : 0, number is null ? 0 : (double?)number(row), word is null ? "" : word(row)))
            .Order(Comparer<Sorted>.Create((one, other) => Compare(one, other, descending)))
            .Select(one => one.Row);
    }

    private static int Compare(in Sorted one, in Sorted other, bool descending)
    {
        var turn = descending ? -1 : 1;
        return one.Group.CompareTo(other.Group) is not 0 and var byGroup ? byGroup
            : (one.Number is null).CompareTo(other.Number is null) is not 0 and var byAbsence ? byAbsence
            : (one.Number ?? 0).CompareTo(other.Number ?? 0) is not 0 and var byNumber ? turn * byNumber
            : string.Compare(one.Word, other.Word, StringComparison.OrdinalIgnoreCase) is not 0 and var byWord ? turn * byWord
            : string.Compare(one.Row.Facts.Name, other.Row.Facts.Name, StringComparison.OrdinalIgnoreCase) is not 0 and var byName ? byName
            : one.Row.Facts.CampaignId.CompareTo(other.Row.Facts.CampaignId);
    }

    private readonly record struct Sorted(CampaignRow Row, int Group, double? Number, string Word);
}
