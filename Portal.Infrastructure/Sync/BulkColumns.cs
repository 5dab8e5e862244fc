using System.Collections.Frozen;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>Where in each record the columns stand: found by name, as neither their order nor their number is promised.</summary>
internal sealed class BulkColumns
{
    /// <summary>
    /// What https://learn.microsoft.com/advertising/bulk-service/bulk-file-schema lists for the records that are asked for. Those that no table
    /// holds are passed over; a column that is not here is kept raw.
    /// </summary>
    private static readonly FrozenSet<string> Known = (
        "Type|Status|Id|Parent Id|Sub Type|Campaign|Ad Group|Website|Sync Time|Client Id|Modified Time|Name"
        + "|MSCLKID Auto Tagging Enabled|Include View Through Conversions|Profile Expansion Enabled|Ad Click Parallel Tracking|Auto Apply Recommendations|Allow Image Auto Retrieve|Business Attributes"
        + "|Time Zone|Budget Id|Budget Name|Budget|Budget Type|Bid Adjustment|Country Code|Store Id|Campaign Type|Language|Target Setting|Priority|Tracking Template|Final Url Suffix|Custom Parameter"
        + "|Bid Strategy Id|Bid Strategy Name|Bid Strategy Type|Bid Strategy MaxCpc|Bid Strategy TargetCpa|Bid Strategy TargetRoas|Domain Language|Source|Is political|Experiment Id|Feed Id"
        + "|Start Date|End Date|Network Distribution|Ad Rotation|Cpc Bid|Ad Group Type|Inherited Bid Strategy Type|Keyword|Match Type|Bid|Param1|Param2|Param3|Final Url|Mobile Final Url"
        + "|Editorial Status|Editorial Appeal Status|Editorial Location|Editorial Term|Editorial Reason Code|Publisher Countries|Headline|Description|Path 1|Path 2|Domain|Device Preference|Ad Format Preference"
        + "|Title Part 1|Title Part 2|Title Part 3|Title|Text|Text Part 2|Label|Color|Version|Ad Schedule|Use Searcher Time Zone|Sitelink Extension Order|Sitelink Extension Link Text"
        + "|Sitelink Extension Destination Url|Sitelink Extension Description1|Sitelink Extension Description2|Callout Text|Phone Number|Call Only|Call Tracking Enabled|Toll Free|Require Toll Free Tracking Number"
        + "|Structured Snippet Header|Structured Snippet Values|Audience|Audience Id|Membership Duration|Scope|UET Tag Id|Remarketing Rule|Template|Audience Search Size|Audience Network Size|Supported Campaign Types|Product Audience Type"
        + "|Asset Group|Business Name|Call To Action|Headlines|Long Headline|Long Headlines|Descriptions|Images|Videos|Landscape Image Media Id|Square Image Media Id|Promotion|Entity Type|Item Id"
        + "|Quality Score|Keyword Relevance|Landing Page Relevance|Landing Page User Experience").Split('|').ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <exception cref="ReportRefusedException">This is no header of a bulk file.</exception>
    public BulkColumns(CsvRecords header)
    {
        for (var field = 0; field < header.Count; field++)
        {
            places.TryAdd(header.Text(field), field);
        }

        Count = header.Count;
        foreach (var needed in new[] { "Type", "Status", "Id", "Parent Id", "Name", "Sync Time" })
        {
            if (!places.ContainsKey(needed))
            {
                throw new ReportRefusedException($"The bulk file has no column {needed}.");
            }
        }

        Unknown = [.. places.Where(column => column.Key.Length > 0 && !Known.Contains(column.Key)).Select(column => (column.Key, column.Value))];
        All = [.. places.Select(column => (column.Key, column.Value))];
        (Type, Status, Id, Parent) = (places["Type"], places["Status"], places["Id"], places["Parent Id"]);
    }

    public int Count { get; }

    public int Type { get; }

    public int Status { get; }

    public int Id { get; }

    public int Parent { get; }

    public IReadOnlyList<(string Name, int Place)> Unknown { get; }

    public IReadOnlyList<(string Name, int Place)> All { get; }

    public int? Place(string column) => places.TryGetValue(column, out var place) ? place : null;
}
