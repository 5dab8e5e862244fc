using Portal.Benchmarks;
using Portal.Benchmarks.Connections;
using Portal.Benchmarks.Life;
using Portal.Benchmarks.Pages;
using Portal.Benchmarks.Performance;
using Portal.Benchmarks.Storage;
using Portal.Benchmarks.Sync;

// dotnet run -c Release --project Portal.Benchmarks -- NAME
NamedRun[] runs =
[
    new("storage", "Our Hangfire storage on SQLite against a bare loop of prepared statements on the same disk.", StorageRun.Measure),
    new("recurring", "Ten thousand recurring jobs, all due or all unchanged, on our storage against Hangfire.InMemory.", RecurringRun.Measure),
    new("ingest", "A keyword report of a million rows, download to commit, against the sqlite3 shell importing the same rows, and COPY on PostgreSQL.", IngestRun.Measure),
    new("memory", "The memory that a report of four million rows takes, of keywords and of search terms.", MemoryRun.Measure),
    new("month", "A month of 10,000 campaigns at ten grains, and where the time of each goes.", MonthRun.Measure),
    new("single-flight", "4 processes with 50 tasks each ask for one connection's token at its expiry: exchanges at the emulator.", SingleFlightRun.Measure),
    new("tokens", "A background call for a token that needs no refresh: from memory, and from the database.", TokensRun.Measure),
    new("kills", "Processes are killed while they refresh: how long until every connection is well again.", KillsRun.Measure),
    new("outage", "Two hours without the token endpoint, by the clock, with 1,000 connections: how long until all are fresh.", OutageRun.Measure),
    new("refresh", "10,000 connections that are due against a bare loop of calls to the emulator.", RefreshRun.Measure),
    new("fairness", "How long 50 small organisations wait for their syncs beside one of 500 accounts, against the same without it.", FairnessRun.Measure),
    new("life", "30 days of a life by the clock, with outages, damaged files and kills: rows that differ from Microsoft's at the end.", LifeRun.Measure),
    new("pages", "The pages of a tenant over 1 and 10 million rows, beside 10 and 1,000 other tenants, against the lightest signed-in page.", PagesRun.Measure),
];

if (args is [Child.Word, ..])
{
    return await Child.RunAsync(args);
}

if (args is [Kills.Word, var file])
{
    Kills.Flood(file);
}

if (args is not [var name])
{
    foreach (var one in runs)
    {
        Console.WriteLine($"{one.Name,-13} {one.Says}");
    }

    return 0;
}

if (Array.Find(runs, one => one.Name == name) is not { } run)
{
    await Console.Error.WriteLineAsync($"There is no run named {name}. Without a name all are listed.");
    return 2;
}

var outcome = await run.Run(Console.Out);
Console.WriteLine($"{run.Name}: {outcome}");
return outcome.Reached ? 0 : 1;
