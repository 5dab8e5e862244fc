using System.Net;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Jobs;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Tests.Jobs;

/// <summary>The portal's real processes, stopped as an orchestrator stops them. All go by the machine's clock.</summary>
public sealed class RollingRestartTests : IDisposable
{
    private const string Password = "portal demo password";

    /// <summary>Less than the five minutes after which PostgreSQL gives a dead worker's job to another: in time only what was handed back.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-rolling-");

    [Fact]
    public async Task A_worker_that_is_told_to_stop_hands_its_job_back_and_another_finishes_it()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => (options.FrozenAt, options.ReportPolls) = (null, 0));
        await using var _ = stage;
        var hang = stage.Faults.Add(new FaultRule(FaultKind.Hang) { Route = "GenerateReport/Poll", Times = null });
        var job = await EnqueueAsync(stage);
        await using var first = await StartAsync(stage, "Worker");
        await UntilAsync(() => Task.FromResult(stage.Faults.Struck(hang) > 0), first);

        Assert.Equal(0, await first.StopAsync());

        var storage = stage.Services.GetRequiredService<JobStorage>();

        // Hangfire puts it back into the queue and changes its state when somebody takes it.
        var waiting = Assert.Single(storage.GetMonitoringApi().EnqueuedJobs("default", 0, 10), one => one.Value.Job.Type == typeof(SyncOneAccount));
        Assert.Empty(storage.GetMonitoringApi().Servers());
        Assert.Null((await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync(row => row.AccountId == accounts[0].AccountId))).LeaseOwner);

        stage.Faults.Remove(hang);
        await using var second = await StartAsync(stage, "Worker");
        await UntilAsync(async () => (await RunAsync(stage)).State != SyncRunState.Running, second);
        Assert.Equal(SyncRunState.Succeeded, (await RunAsync(stage)).State);

        // The run ends within the job, and the job a moment later.
        await UntilAsync(() => Task.FromResult(new[] { waiting.Key, job }.All(id => storage.GetMonitoringApi().JobDetails(id).History[0].StateName == "Succeeded")), second);
        Assert.Equal(0, storage.GetMonitoringApi().FailedCount());
    }

    [Fact]
    [Trait("Database", "PostgreSQL")]
    public async Task Two_web_and_two_worker_processes_are_restarted_one_after_the_other_and_nothing_is_lost()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "Several machines share PostgreSQL.");

        // Tokens that are due all the time, and an old one ends at its use: a refresh that is lost or made twice would cost the connection.
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 3, options => (options.FrozenAt, options.ExpiresIn, options.RevokeOldOnUse, options.ReportPolls) = (null, 300, true, 1));
        await using var _ = stage;
        await using var processes = new Processes(this, stage);
        await processes.StartAsync("Web", "Web", "Worker", "Worker");
        using var browser = new Browser(processes.All[0].Address);
        await browser.GetAsync("/account/sign-in");
        await browser.SubmitAsync("Sign in", ("Input.Email", "operator@portal.example"), ("Input.Password", Password));
        var refreshes = stage.Refreshes;
        await EnqueueAsync(stage);
        await UntilAsync(() => Task.FromResult(stage.Log.Count("GenerateReport/Submit") > 0), processes.All[2]);

        foreach (var number in new[] { 2, 0, 3, 1 })
        {
            Assert.Equal(0, await processes.All[number].StopAsync());
            await SeeAsync(browser, processes.All[number < 2 ? number ^ 1 : 0]);
            await processes.RestartAsync(number);
            await SeeAsync(browser, processes.All[number < 2 ? number : 1]);
        }

        await UntilAsync(async () => (await RunAsync(stage)).State != SyncRunState.Running, processes.All[2]);

        Assert.Equal(SyncRunState.Succeeded, (await RunAsync(stage)).State);
        var slices = await stage.SlicesAsync();
        Assert.All(slices, slice => Assert.Equal(SliceState.Done, slice.State));
        Assert.Equal(accounts.Count, slices.Select(slice => slice.AccountId).Distinct().Count());
        Assert.True(stage.Refreshes > refreshes, "Nothing was refreshed meanwhile.");
        var connection = await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync());
        Assert.Equal((ConnectionState.Active, null), (connection.State, connection.Failure));
        await stage.TokenAsync(connection.Id);
        var monitor = stage.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        Assert.Equal(0, monitor.FailedCount());
        await AssertStoredOnceAsync(stage);
    }

    public void Dispose() => folder.Delete(true);

    /// <summary>Whatever ran twice has replaced its own rows: every account and day stands once.</summary>
    private static async Task AssertStoredOnceAsync(MicrosoftStage stage)
    {
        var days = await stage.QueryAsync(db => db.AccountDays.AsNoTracking().Select(day => new { day.AccountId, day.Date }).ToListAsync());
        Assert.NotEmpty(days);
        Assert.Equal(days.Count, days.Distinct().Count());
        Assert.Equal(1, await stage.QueryAsync(db => db.SyncRuns.CountAsync()));
        Assert.Equal(0, await stage.QueryAsync(db => db.RefreshAttempts.CountAsync(attempt => attempt.Outcome == RefreshOutcome.Begun || attempt.Outcome == RefreshOutcome.Lost)));
    }

    private static async Task SeeAsync(Browser browser, RunningPortal web)
    {
        await browser.GetAsync(new Uri(web.Address, "/operator/system").ToString());
        Assert.True(browser.Status == HttpStatusCode.OK && browser.At.AbsolutePath == "/operator/system", $"{browser.Status} at {browser.At}: {web.Said}");
    }

    private static Task<string> EnqueueAsync(MicrosoftStage stage) => Task.FromResult(stage.Services.GetRequiredService<IBackgroundJobClient>()
        .Enqueue<SyncTenant>(job => job.RunAsync(stage.Tenant.TenantId, SyncTrigger.Schedule, null, CancellationToken.None)));

    private static Task<SyncRun> RunAsync(MicrosoftStage stage) => stage.QueryAsync(db => db.SyncRuns.AsNoTracking().OrderBy(run => run.StartedAt).FirstAsync());

    private static async Task UntilAsync(Func<Task<bool>> holds, RunningPortal portal)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Soon, portal.Said);
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task<RunningPortal> StartAsync(MicrosoftStage stage, string role) => RunningPortal.StartAsync(
        folder.FullName,
        new Dictionary<string, string?>(stage.Settings)
        {
            ["Mail:Host"] = null,
            ["Mail:Folder"] = Path.Combine(folder.FullName, "mail"),
            ["Portal:FirstOperator"] = "operator@portal.example",
            ["Portal:FirstOperatorPassword"] = Password,
        },
        role);

    private sealed class Processes(RollingRestartTests test, MicrosoftStage stage) : IAsyncDisposable
    {
        private readonly List<string> roles = [];

        public List<RunningPortal> All { get; } = [];

        public async Task StartAsync(params string[] asked)
        {
            foreach (var role in asked)
            {
                roles.Add(role);
                All.Add(await test.StartAsync(stage, role));
            }
        }

        public async Task RestartAsync(int number)
        {
            await All[number].DisposeAsync();
            All[number] = await test.StartAsync(stage, roles[number]);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var process in All)
            {
                await process.DisposeAsync();
            }
        }
    }
}
