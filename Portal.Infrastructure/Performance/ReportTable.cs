using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// The columns of one report's table, and the SQL that replaces its rows on SQLite. Every statement names tenant (1) and account (2); then come the key's parts, the
/// day and, where there is one, the hour, and the values, in the order of <see cref="Keys"/> and <see cref="Values"/>.
/// </summary>
internal sealed class ReportTable
{
    private ReportTable(ReportShape shape)
    {
        (Name, Parts, HasHour, HasCampaign, Measures, Shares) = (shape.Table, shape.Keys.Length, shape.IsHourly, shape.HasCampaign, shape.Measures.Length, shape.Shares.Length);
        Keys = [.. shape.Keys.Select(key => key.Name), "Date", .. HasHour ? ["Hour"] : Array.Empty<string>()];
        Values = [.. HasCampaign ? ["CampaignId"] : Array.Empty<string>(), .. shape.Measures.Select(measure => measure.Name), .. shape.Shares.Select(share => share.Name)];
    }

    public string Name { get; }

    /// <summary>How many columns of the key stand between account and day.</summary>
    public int Parts { get; }

    public bool HasHour { get; }

    /// <summary>Whether the campaign is a value of the row and no part of its key.</summary>
    public bool HasCampaign { get; }

    public int Measures { get; }

    public int Shares { get; }

    public string[] Keys { get; }

    public string[] Values { get; }

    public string Any => $"SELECT 1 FROM {Name} WHERE TenantId = ?1 AND AccountId = ?2 AND Date BETWEEN ?3 AND ?4 LIMIT 1";

    // The plus keeps SQLite off the index by day: its order would need a sort of all rows.
    public string Existing =>
        $"SELECT {List(Keys)}, {List(Values)} FROM {Name} WHERE TenantId = ?1 AND AccountId = ?2 AND +Date BETWEEN ?3 AND ?4 ORDER BY {List(Keys)}";

    public string Insert =>
        $"INSERT INTO {Name} (TenantId, AccountId, {List(Keys)}, {List(Values)}) VALUES ({List(Enumerable.Range(1, 2 + Keys.Length + Values.Length).Select(place => $"?{place}"))})";

    public string Update =>
        $"UPDATE {Name} SET {List(Values.Select((column, at) => $"{column} = ?{3 + Keys.Length + at}"))} WHERE {OneRow}";

    public string Delete => $"DELETE FROM {Name} WHERE {OneRow}";

    private string OneRow => $"TenantId = ?1 AND AccountId = ?2 AND {string.Join(" AND ", Keys.Select((column, at) => $"{column} = ?{3 + at}"))}";

    public static ReportTable Of(ReportKind report) => new(ReportShape.Of(report));

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}
