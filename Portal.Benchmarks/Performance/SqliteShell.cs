using System.Diagnostics;

namespace Portal.Benchmarks.Performance;

/// <summary>The peer of the ingest: SQLite's own command line, importing the rows of the same file into a table with the same key and index.</summary>
internal static class SqliteShell
{
    public static async Task<TimeSpan> ImportAsync(string folder, string csv, TimeProvider clock)
    {
        var script = $"""
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=NORMAL;
            PRAGMA cache_size=-16000;
            CREATE TABLE KeywordDays (Date INTEGER NOT NULL, AccountId INTEGER NOT NULL, CampaignId INTEGER NOT NULL, AdGroupId INTEGER NOT NULL,
                KeywordId INTEGER NOT NULL, Impressions INTEGER NOT NULL, Clicks INTEGER NOT NULL, Spend INTEGER NOT NULL,
                Conversions INTEGER NOT NULL, Revenue INTEGER NOT NULL,
                PRIMARY KEY (AccountId, AdGroupId, KeywordId, Date)) WITHOUT ROWID;
            CREATE INDEX ByDay ON KeywordDays (AccountId, Date);
            .mode csv
            .import '{csv}' KeywordDays
            """;
        var started = clock.GetTimestamp();
        var start = new ProcessStartInfo("sqlite3", [Path.Combine(folder, "shell.db")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("sqlite3 is not installed.");
        await shell.StandardInput.WriteAsync(script + "\n");
        shell.StandardInput.Close();
        await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return shell.ExitCode == 0 ? clock.GetElapsedTime(started) : throw new InvalidOperationException($"sqlite3 ended with {shell.ExitCode}.");
    }
}
