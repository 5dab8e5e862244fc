using System.Globalization;
using System.IO.Compression;
using Portal.Domain.Ads;

namespace Portal.Benchmarks.Performance;

/// <summary>A full bulk file of one account with very many keywords; the same every time.</summary>
internal static class BulkSample
{
    public const int Keywords = 1_000_000;

    private const int AdGroups = 5_000;

    public static AdsId<AdsAccount> Account => ReportSample.Account;

    public static void WriteZip(string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var entry = zip.CreateEntry("bulk.csv", CompressionLevel.Fastest).Open();
        using var text = new StreamWriter(entry, new System.Text.UTF8Encoding(true)) { NewLine = "\r\n" };
        text.WriteLine("Type,Status,Id,Parent Id,Campaign,Ad Group,Keyword,Match Type,Bid,Final Url,Editorial Status,Sync Time,Modified Time,Name");
        text.WriteLine("Format Version,,,,,,,,,,,,,6.0");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Account,,{Account},250001,,,,,,,,11/23/2026 08:30:15,,"));
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Campaign,Active,551000001,{Account},Everything,,,,,,,,11/01/2026 08:00:00,"));
        for (var group = 0; group < AdGroups; group++)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ad Group,Active,{1_300_000_000 + group},551000001,Everything,Group {group},,,0.50,,,,11/01/2026 08:00:00,"));
        }

        for (var keyword = 0; keyword < Keywords; keyword++)
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Keyword,Active,{77_000_000_000 + keyword},{1_300_000_000 + keyword % AdGroups},Everything,Group {keyword % AdGroups},running shoes number {keyword},Phrase,0.{keyword % 90 + 10},https://contoso.example/shoes/{keyword},Active,,11/02/2026 08:00:00,"));
        }
    }
}
