using Npgsql;

// The statements are the measurement itself.
#pragma warning disable RS0030

namespace Portal.Benchmarks.Performance;

/// <summary>The ingest's peer on PostgreSQL: COPY of the same rows into an unlogged table, and one INSERT … ON CONFLICT into a table with the same key and index.</summary>
internal static class StagedCopy
{
    private const int Block = 64 * 1024;

    public static async Task<TimeSpan> ImportAsync(string connectionString, string csv, TimeProvider clock)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await RunAsync(connection, """
            CREATE UNLOGGED TABLE staging (day date, account bigint, campaign bigint, adgroup bigint, keyword bigint, impressions bigint, clicks bigint, spend numeric, conversions numeric, revenue numeric);
            CREATE TABLE peer (LIKE "KeywordDays" INCLUDING ALL);
            """);
        var started = clock.GetTimestamp();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await CopyAsync(connection, csv);
            await RunAsync(connection, """
                INSERT INTO peer ("TenantId", "AccountId", "AdGroupId", "KeywordId", "Date", "CampaignId", "Impressions", "Clicks", "SpendMicros", "ConversionHundredths", "RevenueMicros")
                SELECT '00000000-0000-0000-0000-000000000001', account, adgroup, keyword, day, campaign, impressions, clicks, spend * 1000000, conversions * 100, revenue * 1000000 FROM staging
                ON CONFLICT ("TenantId", "AccountId", "AdGroupId", "KeywordId", "Date") DO UPDATE SET "CampaignId" = excluded."CampaignId", "Impressions" = excluded."Impressions",
                    "Clicks" = excluded."Clicks", "SpendMicros" = excluded."SpendMicros", "ConversionHundredths" = excluded."ConversionHundredths", "RevenueMicros" = excluded."RevenueMicros"
                """);
            await transaction.CommitAsync();
        }

        return clock.GetElapsedTime(started);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string csv)
    {
        using var rows = new StreamReader(csv);
        await using var copy = await connection.BeginTextImportAsync("COPY staging FROM STDIN (FORMAT csv)");
        var block = new char[Block];
        for (var read = await rows.ReadAsync(block); read > 0; read = await rows.ReadAsync(block))
        {
            await copy.WriteAsync(block.AsMemory(0, read));
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
