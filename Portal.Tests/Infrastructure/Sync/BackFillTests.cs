using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>Back-fills and days that are read again, against Microsoft.</summary>
public sealed class BackFillTests
{
    private static readonly Period Wanted = new(new(2026, 1, 10), new(2026, 8, 25));

    [Fact]
    public async Task A_back_fill_brings_what_was_wanted_newest_first_and_survives_restarts_and_pauses()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await AskAsync(stage, Wanted.From, ReportKind.Keyword);
        var started = await StartAsync(stage);
        Assert.Equal([accounts[0].AccountId], started.Accounts);
        Assert.Empty((await StartAsync(stage)).Accounts);

        // A little of it, a pause, another process.
        await stage.AdvanceAsync(started.Run, accounts[0].AccountId);
        await stage.QueryAsync(async db =>
        {
            (await db.BackFills.SingleAsync()).Pause();
            return await db.SaveChangesAsync();
        });
        await stage.CarryAsync(started.Run, accounts[0].AccountId);
        Assert.Empty((await StartAsync(stage)).Accounts);
        Assert.Equal(SyncRunState.Succeeded, (await stage.QueryAsync(db => db.SyncRuns.SingleAsync())).State);
        Assert.Equal(StartBackFill.PartsAtOnce, stage.Log.Count("GenerateReport/Submit"));
        await stage.QueryAsync(async db =>
        {
            (await db.BackFills.SingleAsync()).Resume();
            return await db.SaveChangesAsync();
        });
        var turns = await CarryAllAsync(stage);

        var backFill = await stage.QueryAsync(db => db.BackFills.SingleAsync());
        Assert.Equal(BackFillState.Done, backFill.State);
        var slices = await stage.SlicesAsync();
        Assert.Equal(slices.OrderByDescending(slice => slice.To).Select(slice => slice.Id), slices.Select(slice => slice.Id));
        Assert.Equal(Wanted.EachDay(), slices.SelectMany(slice => slice.Period!.Value.EachDay()).Order());
        Assert.Equal(slices.Count, stage.Log.Count("GenerateReport/Submit"));
        Assert.Equal(await stage.ShownAsync(accounts[0], ReportKind.Keyword, Wanted), await stage.StoredAsync(ReportKind.Keyword, Wanted));
        Assert.Equal((1, 2), (turns, await stage.QueryAsync(db => db.SyncRuns.CountAsync(run => run.State == SyncRunState.Succeeded && run.Purpose == SyncPurpose.BackFill))));
        Assert.Null((await stage.QueryAsync(db => db.AdsAccounts.SingleAsync())).SyncedAt);
    }

    [Fact]
    public async Task What_is_current_goes_before_a_back_fill_that_is_under_way_even_while_its_report_is_at_Microsoft()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 9);
        await using var _ = stage;
        await AskAsync(stage, Wanted.From, ReportKind.Account);
        var backFill = (await StartAsync(stage)).Run;
        await stage.AdvanceAsync(backFill, accounts[0].AccountId);
        Assert.Equal(1, stage.Log.Count("GenerateReport/Submit"));

        // Its job goes on, and does what is current first.
        var current = (await stage.StartAsync()).Run;
        Assert.NotEqual(backFill, current);
        await stage.CarryAsync(backFill, accounts[0].AccountId);
        Assert.Empty((await StartAsync(stage)).Accounts);

        var slices = await stage.SlicesAsync();
        Assert.All(slices, slice => Assert.Equal(SliceState.Done, slice.State));
        var lastCurrent = slices.Where(slice => slice.RunId == current).Max(slice => slice.SubmittedAt);
        Assert.All(slices.Where(slice => slice.RunId == backFill).OrderBy(slice => slice.Id).Skip(1), slice => Assert.True(slice.SubmittedAt > lastCurrent));
        Assert.All(await stage.QueryAsync(db => db.SyncRuns.ToListAsync()), run => Assert.Equal(SyncRunState.Succeeded, run.State));
        Assert.NotNull((await stage.QueryAsync(db => db.AdsAccounts.SingleAsync())).SyncedAt);
    }

    [Fact]
    public async Task A_few_accounts_have_their_turn_at_a_time_and_a_part_that_fails_waits_and_says_why()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 5);
        await using var _ = stage;
        Assert.Equal(5, accounts.Count);
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 106, AccountId = accounts[0].AccountId.Value, Times = null });
        await AskAsync(stage, Wanted.From, ReportKind.Account);

        var started = await StartAsync(stage);
        Assert.Equal(accounts.Take(StartBackFill.AccountsAtOnce).Select(account => account.AccountId), started.Accounts);
        Assert.All((await stage.SlicesAsync()).GroupBy(slice => slice.AccountId), parts => Assert.InRange(parts.Count(), 1, StartBackFill.PartsAtOnce));
        await stage.CarryAsync(started.Run, accounts[0].AccountId);

        var failed = await stage.QueryAsync(db => db.BackFills.SingleAsync(one => one.AccountId == accounts[0].AccountId));
        Assert.Equal((BackFillState.Open, 1), (failed.State, failed.Failures));
        Assert.Contains("may not read this account", failed.Failure, StringComparison.Ordinal);
        Assert.Equal([accounts[4].AccountId], (await StartAsync(stage)).Accounts);
        Assert.Null((await stage.QueryAsync(db => db.AdsAccounts.SingleAsync(one => one.AccountId == accounts[0].AccountId))).Failure);
    }

    [Fact]
    public async Task Days_read_again_are_a_run_of_just_these_slices_that_needs_no_turn_of_the_hourly_one()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var hourly = (await stage.StartAsync()).Run;
        var asked = new ReadAgain(accounts[1].AccountId, ReportKind.Campaign, new(new(2026, 9, 1), new(2026, 9, 3)));

        var run = await stage.InTenantAsync(async services =>
        {
            var started = (await services.GetRequiredService<StartAgain>().RunAsync(asked, Someone(stage), CancellationToken.None)).Value!;
            await services.GetRequiredService<Portal.Infrastructure.Database.PortalDb>().SaveChangesAsync();
            return started.Run;
        });
        await stage.AdvanceAsync(run, accounts[1].AccountId);
        await stage.CarryAsync(run, accounts[1].AccountId);

        var slices = await stage.SlicesAsync();
        var own = Assert.Single(slices, slice => slice.RunId == run);
        Assert.Equal((asked.Period, SliceKind.CampaignReport, SliceState.Done), (own.Period!.Value, own.Kind, own.State));
        Assert.True(slices.Where(slice => slice.RunId == hourly && slice.SubmittedAt is not null).All(slice => slice.SubmittedAt >= own.SubmittedAt));
        var done = await stage.QueryAsync(db => db.SyncRuns.SingleAsync(one => one.Id == run));
        Assert.Equal((SyncRunState.Succeeded, SyncTrigger.Person, 1), (done.State, done.Trigger, done.Slices));
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-25", "still to come")]
    [InlineData("2026-11-03", "2026-11-01", "before the first")]
    [InlineData("2020-01-01", "2020-01-02", "no longer has these days")]
    public async Task Days_that_cannot_be_had_are_refused_with_a_sentence(string from, string to, string sentence)
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;

        var counted = await stage.InTenantAsync(services => services.GetRequiredService<StartAgain>().CountAsync(
            new(null, null, new(DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"))), CancellationToken.None));

        Assert.Contains(sentence, counted.Refusal?.Sentence, StringComparison.Ordinal);
    }

    private static Task<int> AskAsync(MicrosoftStage stage, DateOnly from, ReportKind? report) => stage.InTenantAsync(async services =>
    {
        var asked = await services.GetRequiredService<PlanBackFill>().AskAsync(new(null, report, from), Someone(stage), CancellationToken.None);
        Assert.False(asked.IsRefused);
        return await services.GetRequiredService<Portal.Infrastructure.Database.PortalDb>().SaveChangesAsync();
    });

    private static Id<Person> Someone(MicrosoftStage stage) => Id<Person>.New(stage.Clock.GetUtcNow());

    private static Task<StartedSync> StartAsync(MicrosoftStage stage) =>
        stage.InTenantAsync(services => services.GetRequiredService<StartBackFill>().RunAsync(CancellationToken.None), stage.AnotherProcess());

    private static async Task<int> CarryAllAsync(MicrosoftStage stage)
    {
        for (var turn = 0; ; turn++)
        {
            var started = await StartAsync(stage);
            if (started.Accounts.Count == 0)
            {
                return turn;
            }

            foreach (var account in started.Accounts)
            {
                await stage.CarryAsync(started.Run, account);
            }
        }
    }
}
