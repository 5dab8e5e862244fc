using System.Globalization;
using Portal.Emulator.CampaignManagement;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>
/// The rows of a result file: what was uploaded with the ids it got, whole for campaigns, ad groups, keywords and ads; a refused
/// row is followed by a row of its type with <c> Error</c> behind.
/// </summary>
internal sealed class ResultRows(BulkColumns columns, AccountTree tree)
{
    private static readonly string[] Whole = ["Campaign", "Ad Group", "Keyword", "Responsive Search Ad"];

    public BulkRow Version { get; } = Named(columns);

    public static IReadOnlyList<string> Columns(UploadFile file) =>
    [
        .. file.Columns.Concat(file.Types.Intersect(Whole).SelectMany(type => RecordTypes.Common.Concat(RecordTypes.Find(type)!.Columns)))
            .Concat(RecordTypes.Errors).Distinct(),
    ];

    public IEnumerable<BulkRow> Of(UploadedRow uploaded, Outcome outcome, Changes changes)
    {
        var row = new BulkRow(columns);
        foreach (var (column, value) in uploaded.Filled)
        {
            row[column] = value;
        }

        if (outcome.Refusal is { } refusal)
        {
            yield return row;
            yield return Error(row.Copy(), refusal);
            yield break;
        }

        yield return uploaded.Deletes || !Fill(row, uploaded, outcome.Id ?? 0, changes) ? Known(row, uploaded, outcome.Id, changes) : row;
    }

    private static BulkRow Named(BulkColumns columns)
    {
        var row = new BulkRow(columns).Start(RecordTypes.FormatVersion, null, null, null);
        row["Name"] = "6.0";
        return row;
    }

    private static BulkRow Known(BulkRow row, UploadedRow uploaded, long? id, Changes changes)
    {
        (row["Id"], row["Parent Id"]) = (BulkRow.Whole(id), uploaded.ParentId is { } parent ? BulkRow.Whole(changes.Real(parent)) : null);
        row.Modified(changes.Now);
        return row;
    }

    private static BulkRow Error(BulkRow row, Refusal refusal)
    {
        row["Type"] += " Error";
        (row["Error"], row["Error Number"], row["Field Path"]) =
            (refusal.ErrorCode, refusal.Code.ToString(CultureInfo.InvariantCulture), refusal.FieldPath);
        if (refusal.DisapprovedText is not null)
        {
            (row["Editorial Location"], row["Editorial Term"], row["Editorial Reason Code"], row["Publisher Countries"]) =
                (refusal.Location, refusal.DisapprovedText, "17", "US");
        }

        return row;
    }

    private bool Fill(BulkRow row, UploadedRow uploaded, long id, Changes changes)
    {
        switch (uploaded.Type)
        {
            case "Campaign" when tree.Campaign(id) is { } campaign:
                EntityRows.Fill(row, campaign);
                break;
            case "Ad Group" when tree.AdGroup(id) is { } adGroup:
                EntityRows.Fill(row, adGroup);
                break;
            case "Keyword" when changes.AdGroupOf(uploaded) is { } adGroup:
                EntityRows.Fill(row, adGroup.Keywords.First(keyword => keyword.Id == id), adGroup);
                break;
            case "Responsive Search Ad" when changes.AdGroupOf(uploaded) is { } adGroup:
                EntityRows.Fill(row, adGroup.Ads.First(ad => ad.Id == id), adGroup);
                break;
            default:
                return false;
        }

        row["Client Id"] = uploaded["Client Id"];
        return true;
    }
}
