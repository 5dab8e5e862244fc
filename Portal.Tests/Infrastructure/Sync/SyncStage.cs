using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Emulator;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>A tenant with a connected login and chosen accounts, and the job that advances their slices.</summary>
internal static class SyncStage
{
    public static async Task<(MicrosoftStage Stage, IReadOnlyList<AdsAccount> Accounts)> OpenAsync(int accounts = 1, Action<EmulatorOptions>? change = null)
    {
        var stage = await MicrosoftStage.OpenAsync(change);
        return (stage, await stage.ChooseAsync(accounts, stage.Tenant));
    }

    /// <summary>Connects a login for the tenant and chooses accounts of it.</summary>
    public static async Task<IReadOnlyList<AdsAccount>> ChooseAsync(this MicrosoftStage stage, int accounts, PortalTenant tenant)
    {
        var connection = await stage.ConnectAsync("maria@northwind.example", tenant);
        return await stage.InTenantAsync(
            async services =>
            {
                var db = services.GetRequiredService<PortalDb>();
                var found = await services.GetRequiredService<IAdsApi>().DiscoverAsync(connection, CancellationToken.None);
                var all = found.Accounts.Where(account => account.Status == "Active").Take(accounts)
                    .Select(account => new AdsAccount(tenant.TenantId, connection, account, stage.Clock.GetUtcNow())).ToList();
                all.ForEach(account => account.Choose());
                db.AddRange(all);
                await db.SaveChangesAsync();
                return all;
            },
            tenant: tenant);
    }

    public static Task<StartedSync> StartAsync(this MicrosoftStage stage, PortalTenant? tenant = null) =>
        stage.InTenantAsync(services => services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, CancellationToken.None), tenant: tenant);

    /// <summary>One call of the job.</summary>
    public static Task<DateTimeOffset?> AdvanceAsync(this MicrosoftStage stage, Id<SyncRun> run, AdsId<AdsAccount> account, IHost? host = null, PortalTenant? tenant = null) =>
        stage.InTenantAsync(services => services.GetRequiredService<SyncAccount>().RunAsync(run, account, null, CancellationToken.None), host, tenant);

    /// <summary>As the jobs do it: comes back when told to, until every account has ended.</summary>
    public static async Task<SyncRun> SyncAsync(this MicrosoftStage stage, PortalTenant? tenant = null)
    {
        var started = await stage.StartAsync(tenant);
        foreach (var account in started.Accounts)
        {
            await stage.CarryAsync(started.Run, account, tenant);
        }

        return await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().SyncRuns.AsNoTracking().SingleAsync(run => run.Id == started.Run), tenant: tenant);
    }

    /// <summary>As its job does it, until the account has nothing left.</summary>
    public static async Task CarryAsync(this MicrosoftStage stage, Id<SyncRun> run, AdsId<AdsAccount> account, PortalTenant? tenant = null)
    {
        while (await stage.AdvanceAsync(run, account, tenant: tenant) is { } next)
        {
            stage.Clock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - stage.Time.GetUtcNow()).Ticks)));
        }
    }

    public static Task<List<SyncSlice>> SlicesAsync(this MicrosoftStage stage) => stage.QueryAsync(db => db.SyncSlices.AsNoTracking().OrderBy(slice => slice.Id).ToListAsync());

    /// <summary>The sums that are stored for a period.</summary>
    public static Task<Totals> StoredAsync(this MicrosoftStage stage, ReportKind kind, Period period) => stage.QueryAsync(async db =>
    {
        var rows = kind switch
        {
            ReportKind.Account => db.AccountDays.Select(day => new { day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }),
            ReportKind.Campaign => db.CampaignDays.Select(day => new { day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }),
            ReportKind.AdGroup => db.AdGroupDays.Select(day => new { day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }),
            _ => db.KeywordDays.Select(day => new { day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }),
        };
        return (await rows.Where(row => row.Date >= period.From && row.Date <= period.To).ToListAsync()).Aggregate(default(Totals), (sum, row) => sum + row.Totals);
    });

    /// <summary>The sums that Microsoft shows now, read in the simplest way there is, not by our reader.</summary>
    public static Task<Totals> ShownAsync(this MicrosoftStage stage, AdsAccount account, ReportKind kind, Period period) => stage.InTenantAsync(async services =>
    {
        var ads = services.GetRequiredService<IAdsApi>();
        var id = await ads.SubmitReportAsync(account.Access, kind, period, account.TimeZone, CancellationToken.None);
        var status = await ads.PollReportAsync(account.Access, id, CancellationToken.None);
        while (status.Progress == ReportProgress.Pending)
        {
            status = await ads.PollReportAsync(account.Access, id, CancellationToken.None);
        }

        await using var download = await ads.DownloadReportAsync(status.Address!, CancellationToken.None);
        using var memory = new MemoryStream();
        await download.CopyToAsync(memory);
        using var text = new StreamReader(await new ZipArchive(memory).Entries.Single().OpenAsync());
        return Sum(text.ReadToEnd().Split("\r\n").Select(line => line.Trim('"').Split("\",\"")).SkipWhile(fields => fields[0] != "TimePeriod").ToList());
    });

    private static Totals Sum(List<string[]> lines)
    {
        var names = lines[0].ToList();
        var rows = lines.Skip(1).Where(fields => fields.Length == names.Count);
        string[] parts = [.. new[] { "AdGroupId", "KeywordId" }.Where(names.Contains)];
        return rows.Where(row => parts.All(part => row[names.IndexOf(part)].Length > 0)).Aggregate(default(Totals), (sum, row) => sum + new Totals(
            (long)Value(row, "Impressions"),
            (long)Value(row, "Clicks"),
            (long)(Value(row, "Spend") * 1_000_000),
            (long)(Value(row, "ConversionsQualified") * 100),
            (long)(Value(row, "Revenue") * 1_000_000)));

        decimal Value(string[] row, string name) => decimal.TryParse(row[names.IndexOf(name)], NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
