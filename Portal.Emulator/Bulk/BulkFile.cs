using System.IO.Compression;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

/// <summary>Writes a download: the header, the version, the rows, packed as it was asked for.</summary>
internal static class BulkFile
{
    public static void Write(DownloadPlan plan, Stream into, string entryName, BulkOptions options, BulkFlaw? flaw)
    {
        var names = RecordTypes.Common.Concat(plan.Types.SelectMany(type => type.Columns))
            .Concat(plan.HasQualityScores ? RecordTypes.QualityScores : []).Distinct().ToList();
        var dice = Dice.Of(plan.Now.ToUnixTimeSeconds());
        var columns = new BulkColumns(options.Chaos ? Shuffle.Columns(names, dice) : names);
        var rows = new DownloadRows(plan, columns, options.SyncTimeToTheMinute).Rows();
        Pack(into, entryName, plan.IsTabbed, plan.IsGZip, plan.Now, flaw == BulkFlaw.EmptyZip ? null : stream =>
            Write(stream, columns, options.Chaos ? Shuffle.Rows(rows, columns, dice) : rows, plan.IsTabbed, flaw));
    }

    /// <summary>An archive with one file, or the file itself under GZip; without <paramref name="write"/> an archive with none.</summary>
    public static void Pack(Stream into, string entryName, bool isTabbed, bool isGZip, DateTimeOffset now, Action<Stream>? write)
    {
        if (isGZip)
        {
            using var packed = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true);
            write?.Invoke(packed);
            return;
        }

        using var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        if (write is null)
        {
            return;
        }

        var entry = archive.CreateEntry(entryName + (isTabbed ? ".tsv" : ".csv"), CompressionLevel.Fastest);
        entry.LastWriteTime = now;
        using var stream = entry.Open();
        write(stream);
    }

    private static void Write(Stream stream, BulkColumns columns, IEnumerable<BulkRow> rows, bool isTabbed, BulkFlaw? flaw)
    {
        using var text = new BulkText(stream, isTabbed ? '\t' : ',');
        text.Line(columns.Names);
        var version = new BulkRow(columns).Start(RecordTypes.FormatVersion, null, null, null);
        version["Name"] = "6.0";
        text.Line(version.Cells);
        var count = 0;
        foreach (var row in rows)
        {
            if (flaw == BulkFlaw.NoSyncTime)
            {
                row["Sync Time"] = null;
            }

            count++;
            if (count == 10 && flaw == BulkFlaw.OpenQuote)
            {
                text.Raw("\"");
            }

            if (count == 10 && flaw == BulkFlaw.HalfFile)
            {
                text.Raw("Campaign,Act");
                return;
            }

            text.Line(row.Cells);
        }
    }
}
