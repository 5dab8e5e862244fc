using System.Globalization;
using System.IO.Compression;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Benchmarks.Performance;

/// <summary>
/// A keyword report as Microsoft delivers it, by day and then by entity, of any size; the same every time. Or one of search terms, each
/// of which comes on four days.
/// </summary>
internal sealed class ReportSample(int days, int adGroups, int keywordsEach, bool hasTerms = false)
{
    private static readonly DateOnly First = new(2026, 10, 1);

    public static AdsId<AdsAccount> Account => new(180000001);

    public int Rows => days * adGroups * keywordsEach;

    public ReportTarget Target => new(Account, hasTerms ? ReportKind.SearchTerm : ReportKind.Keyword, new Period(First, First.AddDays(days - 1)));

    public static ReportSample OfAbout(int rows, bool hasTerms = false) => new(30, 400, Math.Max(1, rows / (30 * 400)), hasTerms);

    public void WriteZip(string path)
    {
        string[] terms = hasTerms ? ["SearchQuery", "DeliveredMatchType", "CampaignType"] : [];
        WriteZip(path, Target, Rows, ["TimePeriod", "AccountId", "CampaignId", "AdGroupId", "KeywordId", "Impressions", "Clicks", "Spend", "ConversionsQualified", "Revenue", .. terms], WriteRows);
    }

    public static void WriteZip(string path, ReportTarget target, int rows, IEnumerable<string> columns, Action<StreamWriter> writeRows)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var entry = zip.CreateEntry("488263711979.csv", CompressionLevel.Fastest).Open();
        using var text = new StreamWriter(entry, new System.Text.UTF8Encoding(true)) { NewLine = "\r\n" };
        text.WriteLine($"\"Report Name: {target.Report}\"");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"Report Time: {target.Period.From:M/d/yyyy},{target.Period.To:M/d/yyyy}\""));
        text.WriteLine("\"Time Zone: (GMT+01:00) Brussels, Copenhagen, Madrid, Paris\"");
        text.WriteLine("\"Last Completed Available Day: 11/20/2026 7:35:00 AM (GMT)\"");
        text.WriteLine("\"Last Completed Available Hour: 11/20/2026 7:35:00 AM (GMT)\"");
        text.WriteLine("\"Report Aggregation: Daily\"");
        text.WriteLine("\"Report Filter: \"");
        text.WriteLine("\"Potential Incomplete Data: false\"");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"Rows: {rows}\""));
        text.WriteLine();
        text.WriteLine(string.Join(',', columns.Select(column => $"\"{column}\"")));
        writeRows(text);
        text.WriteLine();
        text.WriteLine("\"©2026 Microsoft Corporation. All rights reserved. \"");
    }

    /// <summary>The rows alone, for a tool that knows no header.</summary>
    public void WriteCsv(string path)
    {
        using var text = new StreamWriter(path);
        WriteRows(text);
    }

    private void WriteRows(StreamWriter text)
    {
        for (var day = 0; day < days; day++)
        {
            var date = First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (var group = 0; group < adGroups; group++)
            {
                for (var keyword = 0; keyword < keywordsEach; keyword++)
                {
                    var mix = (uint)HashCode(day, group, keyword);
                    text.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{date}\",\"180000001\",\"{400000000 + (group / 10)}\",\"{1200000000000 + group}\",\"{77000000000000 + (group * 100000L) + keyword}\",\"{mix % 900}\",\"{mix % 37}\",\"{mix % 50}.{mix % 89:00}\",\"{mix % 5}.00\",\"{mix % 400}.{mix % 97:00}\"{(hasTerms ? $",\"where to buy shoes {group}-{keyword} {day / 4}\",\"Phrase\",\"Search & content\"" : "")}"));
                }
            }
        }
    }

    private static int HashCode(int day, int group, int keyword) => unchecked((((day * 7919) + group) * 104729) + (keyword * 15485863));
}
