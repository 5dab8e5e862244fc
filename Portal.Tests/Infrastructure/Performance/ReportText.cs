using System.IO.Compression;
using System.Text;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>Makes report files as Microsoft does; a test changes what it is about.</summary>
internal sealed record ReportText
{
    public static readonly AdsId<AdsAccount> Account = new(180000001);
    public static readonly Period August = new(new(2026, 8, 1), new(2026, 8, 31));
    public const string KeywordColumns = "TimePeriod,AccountId,CampaignId,AdGroupId,KeywordId,Impressions,Clicks,Spend,ConversionsQualified,Revenue,CampaignType";

    public string CompleteUntil { get; init; } = "9/09/2026 7:35:00 AM (GMT)";

    public string Incomplete { get; init; } = "false";

    public long? Rows { get; init; }

    public string Columns { get; init; } = KeywordColumns;

    public string Aggregation { get; init; } = "Daily";

    public string Footer { get; init; } = "\"©2026 Microsoft Corporation. All rights reserved. \"";

    public string NewLine { get; init; } = "\r\n";

    public bool Bom { get; init; } = true;

    public static ReportTarget Target(ReportKind kind) => new(Account, kind, August);

    /// <summary>A keyword row as it stands in a file.</summary>
    public static string Keyword(string day, long adGroup, long keyword, long clicks = 1, string spend = "0.17", string type = "Search & content") =>
        $"\"{day}\",\"180000001\",\"400000001\",\"{adGroup}\",\"{keyword}\",\"10\",\"{clicks}\",\"{spend}\",\"0.50\",\"12.34\",\"{type}\"";

    public byte[] Csv(params string[] rows)
    {
        string[] lines =
        [
            "\"Report Name: keywords\"",
            "\"Report Time: 8/1/2026,8/31/2026\"",
            "\"Time Zone: (GMT+01:00) Brussels, Copenhagen, Madrid, Paris\"",
            $"\"Last Completed Available Day: {CompleteUntil}\"",
            $"\"Last Completed Available Hour: {CompleteUntil}\"",
            $"\"Report Aggregation: {Aggregation}\"",
            "\"Report Filter: \"",
            $"\"Potential Incomplete Data: {Incomplete}\"",
            $"\"Rows: {Rows ?? rows.Length}\"",
            "",
            string.Join(',', Columns.Split(',').Select(name => $"\"{name}\"")),
            .. rows,
            "",
            Footer,
            "",
        ];
        var text = string.Join(NewLine, lines);
        return [.. Bom ? Encoding.UTF8.Preamble.ToArray() : [], .. Encoding.UTF8.GetBytes(text)];
    }

    public byte[] Zip(params string[] rows) => Zipped(Csv(rows));

    public static byte[] Zipped(byte[] csv, string name = "488263711979.csv")
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(csv);
        }

        return memory.ToArray();
    }

    public static List<ReportRow> Read(byte[] csv, ReportKind kind = ReportKind.Keyword)
    {
        using var reader = new ReportReader(new MemoryStream(csv), Target(kind));
        var rows = new List<ReportRow>();
        while (reader.Read(out var row))
        {
            rows.Add(row);
        }

        return rows;
    }
}
