using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.Connections;
using Portal.Benchmarks.Performance;
using Portal.Domain.Ads;
using Portal.Emulator;
using Portal.Emulator.Bulk;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Emulator.World.Life;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Reports = Portal.Domain.Sync.Reports;
using SyncRunState = Portal.Domain.Sync.SyncRunState;

namespace Portal.Benchmarks.Life;

/// <summary>
/// Thirty days of accounts that people change, seen by a portal to which everything happens that may: outages, damaged files, an account
/// that goes to another customer, restarts, kills. In the end it must hold what Microsoft shows. <c>SEED</c> in the environment sets another
/// course, <c>DATABASE=PostgreSQL</c> another database.
/// </summary>
internal static class LifeRun
{
    private const int Days = 30;
    private const int SyncsPerDay = 1;
    private const int OfAccounts = 3;
    private const long Moved = 181000002;
    private const long Here = 260001;
    private const long There = 260002;

    private static readonly string[] Paced = ["/Reporting/", "/Bulk/", "/CustomerManagement/"];
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 1;
        var onServer = string.Equals(Environment.GetEnvironmentVariable("DATABASE"), "PostgreSQL", StringComparison.OrdinalIgnoreCase);
        await using var server = onServer ? await PostgreSqlServer.StartAsync() ?? throw new InvalidOperationException("PostgreSQL is not installed.") : null;
        var (options, shared) = (default(EmulatorOptions), default(EmulatorClock));
        await using var stage = await ConnectionsStage.OpenAsync(
            1,
            1,
            change =>
            {
                (change.FrozenAt, change.Seed, change.Control.Enabled) = (Begin, seed, true);
                (change.Scale.CampaignsPerAccount, change.Life) = (20, new LifeOptions { Enabled = true, ChangesPerDay = 12 });
                options = change;
            },
            clock => new SharedTime(shared = clock),
            server);
        var (emulated, clock) = (options ?? throw new InvalidOperationException("There are no options."), shared ?? throw new InvalidOperationException("The emulator has no clock."));
        var tenant = await ChooseAsync(stage);
        var dice = new Random(seed);
        await using var course = new LifeCourse(stage, tenant, clock, dice);
        var entities = new LifeComparison(0, 0, 0);
        for (var number = 0; number < Days * SyncsPerDay; number++)
        {
            await Trouble(number);
            await course.ApproveAsync();
            clock.Advance(TimeSpan.FromHours(24.0 / SyncsPerDay) + TimeSpan.FromMinutes(dice.Next(-60, 60)));
        }

        // Once more when all of the last 90 days is due to be read again, and nobody disturbs.
        clock.Advance(TimeSpan.FromDays(7));
        await QuietAsync();
        emulated.ReportPolls = 0;
        var now = clock.GetUtcNow();
        var state = await stage.Process.InTenantAsync(tenant, services => services.GetRequiredService<PortalDb>().SyncRuns.AsNoTracking().OrderByDescending(run => run.Id).Select(run => run.State).FirstAsync());
        var reports = await LifeComparison.OfReportsAsync(stage, tenant, Begin, now, output);

        var table = new Table(output);
        table.Head($"{OfAccounts} accounts, seed {seed}, {(onServer ? "PostgreSQL" : "SQLite")}", "days", "syncs", "kills", "restarts", "faults", "approved", "lost answers");
        table.Line("what happened", Days, course.Syncs, course.Kills, course.Restarts, course.Faults, course.Approved, course.Lost);
        table.Head("what is stored", "compared", "differing", "twice", "asked twice");
        table.Line($"rows of {Reports.All.Count} reports", reports.Rows, reports.Differing, reports.Twice, course.AskedTwice);
        table.Line("entities, after each quiet sync", entities.Rows, entities.Differing, entities.Twice);
        var wrong = reports.Differing + reports.Twice + entities.Differing + entities.Twice + course.AskedTwice;
        return Outcome.AtMost(0, state == SyncRunState.Succeeded && clock.GetUtcNow() == now && course.Kills > 0 ? wrong : double.PositiveInfinity);

        // Each tenth sync is alike.
        Task Trouble(int number) => (number % 10) switch
        {
            0 => QuietAsync(),
            1 when number / SyncsPerDay / 10 is 1 or 2 => MovingAsync(),
            1 => course.SyncAsync(kills: 1),
            // A sync waits for as long as no token is to be had: after a dozen refusals, most of an hour, it goes on.
            2 => UnderAsync([new(FaultKind.Html) { Route = "/token", Times = 12 }]),
            3 => course.SyncAsync(kills: 2),
            4 => DamagedAsync(),
            5 => UnderAsync(Passing()),
            6 => OutOfReportingAsync(),
            7 => UnderAsync(Passing(), kills: 1),
            8 => UnderAsync([new(FaultKind.Truncate) { Route = "/storage/dnx-reportdataapi" }, new(FaultKind.Reset) { Route = "/storage/bulkdownloadresultfiles" }]),
            _ => course.SyncAsync(kills: 1),
        };

        // Files are ready at once, so that no time passes and every number can be compared.
        async Task QuietAsync()
        {
            var downloads = stage.Emulated.GetRequiredService<Downloads>();
            (emulated.ReportPolls, downloads.Options) = (0, downloads.Options with { Polls = 0 });
            await course.RestartAsync();
            await course.SyncAsync();
            if (await course.ApproveAsync() > 0)
            {
                await course.SyncAsync();
            }

            entities += await LifeComparison.OfEntitiesAsync(stage, tenant, output);
            (emulated.ReportPolls, downloads.Options) = (2, downloads.Options with { Polls = 2 });
        }

        async Task UnderAsync(IReadOnlyList<FaultRule> rules, int kills = 0)
        {
            rules.ToList().ForEach(rule => stage.Faults.Add(rule));
            await course.SyncAsync(kills: kills);
            stage.Faults.Clear();
        }

        async Task DamagedAsync()
        {
            var (reports, downloads) = (stage.Emulated.GetRequiredService<Portal.Emulator.Reporting.Reports>(), stage.Emulated.GetRequiredService<Downloads>());
            var flaws = new[] { ReportFlaw.TruncatedZip, ReportFlaw.WrongRowCount, ReportFlaw.Fails };
            flaws.ToList().ForEach(flaw => reports.Spoil(flaw));
            downloads.Spoil(dice.GetItems(Enum.GetValues<BulkFlaw>(), 1)[0]);
            await course.SyncAsync(spoiled: flaws.Length);
        }

        // It begins in the middle of a sync.
        async Task OutOfReportingAsync()
        {
            await course.SyncAsync(midway: () => stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/Reporting/", Times = null }));
            stage.Faults.Clear();
        }

        async Task MovingAsync()
        {
            var directory = stage.Emulated.GetRequiredService<Portal.Emulator.World.Directory>();
            var account = directory.AccountBy(Moved) ?? throw new InvalidOperationException("The emulator has no such account.");
            await course.SyncAsync(midway: () => directory.Replace(account with { ParentCustomerId = account.ParentCustomerId == Here ? There : Here }));
        }
    }

    private static FaultRule[] Passing() =>
    [
        .. Paced.SelectMany(route => new FaultRule[]
        {
            new(FaultKind.InternalError) { Route = route, Times = null, Probability = 0.05 },
            new(FaultKind.Reset) { Route = route, Times = null, Probability = 0.05 },
            new(FaultKind.TooManyRequests) { Route = route, Times = null, Probability = 0.03 },
            new(FaultKind.Code) { Route = route, Times = null, Probability = 0.01, Code = 117 },
        }),
    ];

    private static async Task<PortalTenant> ChooseAsync(ConnectionsStage stage)
    {
        var owned = stage.Connections[0];
        var tenant = await stage.Process.Services.GetRequiredService<TenantStore>().GetAsync(owned.Tenant.ToString()) ?? throw new InvalidOperationException("The tenant is gone.");
        await stage.Process.InTenantAsync(tenant, async services =>
        {
            var (db, ads) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<IAdsApi>());
            var found = (await ads.DiscoverAsync(owned.Connection, CancellationToken.None)).Accounts;
            foreach (var account in found.OrderBy(account => account.AccountId).Take(OfAccounts).Select(account => new AdsAccount(owned.Tenant, owned.Connection, account, Begin)))
            {
                account.Choose();
                db.AdsAccounts.Add(account);
            }

            return await db.SaveChangesAsync();
        });
        return tenant;
    }
}
