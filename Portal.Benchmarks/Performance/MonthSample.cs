using System.Globalization;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Benchmarks.Performance;

/// <summary>A month of any daily report, by day and then by campaign: one row for each campaign and day, at an account's one for each day.</summary>
internal sealed class MonthSample(ReportKind report, int campaigns)
{
    private const int Days = 30;

    private static readonly DateOnly First = new(2026, 10, 1);

    private readonly int each = report == ReportKind.Account ? 1 : campaigns;

    public int Rows => Days * each;

    public ReportTarget Target => new(ReportSample.Account, report, new(First, First.AddDays(Days - 1)));

    public void WriteZip(string path) => ReportSample.WriteZip(path, Target, Rows, ReportShape.Of(report).Columns, WriteRows);

    private void WriteRows(StreamWriter text)
    {
        var columns = ReportShape.Of(report).Columns;
        for (var day = 0; day < Days; day++)
        {
            var date = First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (var campaign = 0; campaign < each; campaign++)
            {
                for (var at = 0; at < columns.Count; at++)
                {
                    text.Write(at == 0 ? "\"" : ",\"");
                    text.Write(at == 0 ? date : Value(columns[at], campaign, day));
                    text.Write('"');
                }

                text.WriteLine();
            }
        }
    }

    private static string Value(string column, int campaign, int day) => column switch
    {
        "AccountId" => ReportSample.Account.ToString(),
        "CampaignId" or "AdGroupId" or "KeywordId" or "AdId" or "AssetGroupId" or "AudienceId" or "AssociationId" => $"{(column.Length * 1_000_000_000L) + campaign}",
        "SearchQuery" => $"where to buy shoes {campaign} {day / 4}",
        "City" or "MostSpecificLocation" => $"city {campaign % 500}",
        "LocationId" => $"{1000 + (campaign % 500)}",
        "DeviceType" => (campaign % 3) switch { 0 => "Computer", 1 => "Smartphone", _ => "Tablet" },
        "AudienceName" or "AssetGroupName" => $"{column} {campaign}",
        "Impressions" or "Clicks" => $"{(campaign + (day * 7)) % 900}",
        "Spend" or "ConversionsQualified" or "Conversions" or "Revenue" => $"{(campaign + day) % 50}.{campaign % 89:00}",
        _ => column,
    };
}
