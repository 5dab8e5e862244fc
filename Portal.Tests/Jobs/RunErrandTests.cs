using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Tests.Jobs;

public sealed class RunErrandTests
{
    private const string Maria = "maria@northwind.example";
    private static readonly Errand Refresh = new(ErrandKind.Refresh, null);
    private static readonly Errand Sync = new(ErrandKind.Sync, null);

    [Fact]
    public async Task What_is_due_is_refreshed_once_and_told_by_organisation()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        await stage.FoundAsync(stage.AnotherProcess(), "adatum");
        stage.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal((0, "adatum: 0 due, 0 refreshed, 0 failed.\ncontoso: 1 due, 1 refreshed, 0 failed.\n"), await RunAsync(stage, Refresh));
        Assert.Equal((0, "contoso: 0 due, 0 refreshed, 0 failed.\n"), await RunAsync(stage, Refresh with { Slug = "contoso" }));
        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task Two_processes_with_the_same_errand_refresh_once()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var ends = await Task.WhenAll(Task.Run(() => RunAsync(stage, Refresh)), Task.Run(() => RunAsync(stage, Refresh)));

        Assert.All(ends, end => Assert.Equal(0, end.Exit));
        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task A_grant_that_Microsoft_ended_makes_the_errand_fail_with_the_sentence_and_without_a_name()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Grants.Revoke(stage.User(Maria));
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var (exit, report) = await RunAsync(stage, Refresh);

        Assert.Equal(1, exit);
        Assert.Contains("contoso: 1 due, 0 refreshed, 1 failed.\n", report, StringComparison.Ordinal);
        Assert.Contains($"contoso: connection {connection}: The ", report, StringComparison.Ordinal);
        Assert.DoesNotContain("maria", report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_sync_that_is_due_is_carried_to_its_end_and_the_next_hours_is_another()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;

        var done = await RunAsync(stage, Sync);
        Assert.Equal((0, $"contoso: 1 account, {(await stage.SlicesAsync()).Count} parts done, 0 failed.\n"), done);
        Assert.Equal((0, "contoso: no sync is due.\n"), await RunAsync(stage, Sync));
        stage.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await RunAsync(stage, Sync)).Exit);

        var runs = await stage.QueryAsync(db => db.SyncRuns.AsNoTracking().ToListAsync());
        Assert.Equal([SyncRunState.Succeeded, SyncRunState.Succeeded], runs.ConvertAll(run => run.State));
    }

    [Fact]
    public async Task A_sync_that_workers_carry_is_left_to_them_until_they_are_gone()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.StartAsync();

        Assert.Equal((0, "contoso: a sync is under way elsewhere.\n"), await RunAsync(stage, Sync));
        stage.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(0, (await RunAsync(stage, Sync)).Exit);

        Assert.Equal(SyncRunState.Succeeded, (await stage.QueryAsync(db => db.SyncRuns.SingleAsync())).State);
    }

    [Fact]
    public async Task Accounts_that_stand_in_the_line_are_carried_with_whoever_else_is_at_them()
    {
        var (stage, _) = await SyncStage.OpenAsync(4);
        await using var _ = stage;
        await JoinAsync(stage, stage.Tenant);
        await stage.InTenantAsync(async services =>
        {
            var line = services.GetRequiredService<SyncLine>();
            var turn = Assert.Single(await line.CallAsync(1, CancellationToken.None));
            var next = await services.GetRequiredService<SyncAccount>().RunAsync(turn.Run, turn.Account, SyncTurn.Length, CancellationToken.None);
            await line.LeaveAsync(turn, next, TimeSpan.FromSeconds(1), CancellationToken.None);
            return next;
        });
        Assert.InRange(stage.Log.Count("/GenerateReport/Submit"), 1, int.MaxValue);

        var end = await RunAsync(stage, Sync);

        var slices = await stage.SlicesAsync();
        Assert.Equal((0, $"contoso: 4 accounts, {slices.Count} parts done, 0 failed.\n"), end);
        Assert.Equal(slices.Count(slice => slice.Kind > SliceKind.Reports), stage.Log.Count("/GenerateReport/Submit"));
        Assert.Equal(0, await stage.QueryAsync(db => db.SyncTurns.CountAsync()));
    }

    [Fact]
    public async Task All_organisations_take_turns_and_those_that_were_not_asked_for_are_left_in_the_line()
    {
        var (stage, _) = await SyncStage.OpenAsync(3);
        await using var _ = stage;
        var other = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");
        await stage.ChooseAsync(1, other);
        await JoinAsync(stage, other);

        var one = await RunAsync(stage, Sync with { Slug = "contoso" });
        Assert.Equal((0, $"contoso: 3 accounts, {(await stage.SlicesAsync()).Count} parts done, 0 failed.\n"), one);
        var left = await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().SyncTurns.AsNoTracking().SingleAsync(), tenant: other);
        Assert.Null(left.CalledAt);

        var all = await RunAsync(stage, Sync);
        Assert.Equal(0, all.Exit);
        Assert.Contains("fabrikam: 1 account, ", all.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_told_to_stop_leaves_its_accounts_in_the_line_for_the_next()
    {
        var (stage, _) = await SyncStage.OpenAsync(2);
        await using var _ = stage;
        using var stop = new CancellationTokenSource();
        var hang = stage.Faults.Add(new FaultRule(FaultKind.Hang) { Route = "GenerateReport/Submit", Times = null });
        var stopped = Task.Run(() => RunAsync(stage, Sync, stop.Token));
        Assert.True(SpinWait.SpinUntil(() => stage.Faults.Struck(hang) == 2, TimeSpan.FromSeconds(60)));

        await stop.CancelAsync();
        Assert.Equal((1, "Stopped; the next call goes on.\n"), await stopped);
        Assert.All(await stage.QueryAsync(db => db.SyncTurns.AsNoTracking().ToListAsync()), turn => Assert.Null(turn.CalledAt));

        stage.Faults.Remove(hang);
        Assert.Equal((0, $"contoso: 2 accounts, {(await stage.SlicesAsync()).Count} parts done, 0 failed.\n"), await RunAsync(stage, Sync));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_makes_the_errand_fail_with_the_sentence()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Grants.Revoke(stage.User(Maria));
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var (exit, report) = await RunAsync(stage, Sync);

        Assert.Equal(1, exit);
        Assert.Contains($"contoso: account {accounts[0].AccountId}, Entities: The password of this Microsoft login was changed", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_organisation_is_left_out_and_an_unknown_one_is_wrong_usage()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.QueryAsync(async db =>
        {
            (await db.Tenants.SingleAsync()).Suspend("unpaid", stage.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.Equal((0, "contoso: suspended, so nothing is done.\n"), await RunAsync(stage, Sync));
        Assert.Equal((2, "No organisation has the address nobody.\n"), await RunAsync(stage, Sync with { Slug = "nobody" }));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "everything")]
    [InlineData("run", "sync", "--tenant")]
    [InlineData("run", "sync", "contoso")]
    [InlineData("run", "sync", "--tenant", "contoso", "--force")]
    public void Other_words_are_wrong_usage(params string[] words) => Assert.Equal("Usage: Portal run refresh|sync [--tenant SLUG]", Errand.Read(words)?.Refusal?.Sentence);

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:5080")]
    public void Without_run_the_portal_stays(params string[] words) => Assert.Null(Errand.Read(words));

    /// <summary>A run is started, and its accounts stand in the line.</summary>
    private static async Task JoinAsync(MicrosoftStage stage, PortalTenant tenant)
    {
        var started = await stage.StartAsync(tenant);
        await stage.InTenantAsync(
            async services =>
            {
                await services.GetRequiredService<SyncLine>().JoinAsync(started, CancellationToken.None);
                return true;
            },
            tenant: tenant);
    }

    /// <summary>A process of its own each time, and what it printed.</summary>
    private static async Task<(int Exit, string Printed)> RunAsync(MicrosoftStage stage, Errand errand, CancellationToken? stop = null)
    {
        var services = stage.AnotherProcess().Services;
        using var printed = new StringWriter { NewLine = "\n" };
        var parts = ActivatorUtilities.CreateInstance<ErrandParts>(services);
        var sync = ActivatorUtilities.CreateInstance<SyncErrand>(services, parts, ActivatorUtilities.CreateInstance<SyncSlots>(services));
        var run = ActivatorUtilities.CreateInstance<RunErrand>(services, parts, sync);
        return (await run.RunAsync(errand, printed, printed, stop ?? TestContext.Current.CancellationToken), printed.ToString());
    }
}
