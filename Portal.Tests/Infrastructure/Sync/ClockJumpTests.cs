using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>The portal's clock and Microsoft's need not agree, and either may jump.</summary>
public sealed class ClockJumpTests
{
    private const string Knob = "clock jump";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>It is nine o'clock in the morning by UTC, and four in the account's zone.</summary>
    [Theory]
    [EndsInTheRightData(Knob)]
    [InlineData(12)]
    [InlineData(-12)]
    public async Task A_clock_that_is_half_a_day_off_does_no_harm(int hours)
    {
        var (stage, accounts) = await OpenAsync();
        await using var _ = stage;
        stage.Time.Ahead = TimeSpan.FromHours(hours);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);
        stage.Clock.Advance(Hour);
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0]);
    }

    [Fact]
    [EndsInTheRightData(Knob, 2010)]
    public async Task A_clock_that_is_at_the_next_day_a_little_before_Microsofts_waits_for_it()
    {
        var (stage, accounts) = await OpenAsync();
        await using var _ = stage;
        var zone = AccountTimeZone.Find(accounts[0].TimeZone);
        var midnight = TimeZoneInfo.ConvertTimeToUtc(AccountTimeZone.Today(accounts[0].TimeZone, stage.Clock.GetUtcNow()).AddDays(1).ToDateTime(TimeOnly.MinValue), zone);
        stage.Clock.Advance(midnight - TimeSpan.FromMinutes(2) - stage.Clock.GetUtcNow().UtcDateTime);
        stage.Time.Ahead = TimeSpan.FromMinutes(2.5);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        Assert.Contains(stage.Log.Entries, entry => entry is { Status: 400, Path: "/Reporting/v13/GenerateReport/Submit" });
        await stage.AssertRightAsync(accounts[0]);
    }

    [Theory]
    [EndsInTheRightData(Knob)]
    [InlineData(2)]
    [InlineData(300)]
    public async Task A_clock_that_was_days_ahead_and_is_set_back_in_the_middle_of_a_sync_does_not_keep_it_waiting(int days)
    {
        var (stage, accounts) = await OpenAsync();
        await using var _ = stage;
        var begin = stage.Clock.GetUtcNow();
        var run = (await stage.StartAsync()).Run;
        Assert.NotNull(await StepsAsync(stage, run, accounts[0], 2));
        stage.Time.Ahead = days * Day;
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 117, Route = "GenerateReport/Poll" });
        Assert.NotNull(await StepsAsync(stage, run, accounts[0], 2));

        stage.Time.Ahead = default;
        Assert.Equal([accounts[0].AccountId], Assert.Single(await stage.InTenantAsync(services => services.GetRequiredService<StalledAccounts>().TakeUpAsync(null, CancellationToken.None))).Accounts);
        await stage.CarryAsync(run, accounts[0].AccountId);
        Assert.InRange(stage.Clock.GetUtcNow() - begin, TimeSpan.Zero, 2 * Hour);
        stage.Clock.Advance(Hour);
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], again: null);
        var extra = stage.Accepted(accounts[0], "GenerateReport/Submit") - 3 - (await stage.SlicesAsync()).Count(slice => slice.Report is not null);
        Assert.InRange(extra, 0, 2);
    }

    [Fact]
    [EndsInTheRightData(Knob)]
    public async Task A_clock_that_jumps_ahead_and_stays_there_for_a_day_heals_when_it_is_right_again()
    {
        var (stage, accounts) = await OpenAsync();
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        Assert.NotNull(await StepsAsync(stage, run, accounts[0], 3));
        stage.Time.Ahead = 3 * Day;
        await stage.CarryAsync(run, accounts[0].AccountId);
        stage.Clock.Advance(Hour);
        await stage.SyncAsync();

        stage.Time.Ahead = default;
        stage.Clock.Advance(Hour);
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], again: null);
    }

    [Fact]
    [EndsInTheRightData(Knob)]
    public async Task After_three_days_in_which_nothing_ran_what_was_asked_for_is_asked_for_once_more_and_nothing_else()
    {
        var (stage, accounts) = await OpenAsync();
        await using var _ = stage;
        var run = (await stage.StartAsync()).Run;
        Assert.NotNull(await StepsAsync(stage, run, accounts[0], 3));
        stage.Clock.Advance(3 * Day);

        await stage.CarryAsync(run, accounts[0].AccountId);
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(SliceState.Done, slice.State));
        Assert.Equal(1, stage.Accepted(accounts[0], "GenerateReport/Submit") - (await stage.SlicesAsync()).Count(slice => slice.Report is not null));
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], again: 1);
    }

    /// <summary>Reports take so long that the job comes back for each, and can be disturbed on its way.</summary>
    private static Task<(MicrosoftStage Stage, IReadOnlyList<AdsAccount> Accounts)> OpenAsync() => SyncStage.OpenAsync(change: options => options.ReportPolls = 5);

    /// <summary>When it wants to come back after so many calls.</summary>
    private static async Task<DateTimeOffset?> StepsAsync(MicrosoftStage stage, Id<SyncRun> run, AdsAccount account, int calls)
    {
        var next = default(DateTimeOffset?);
        for (var call = 0; call < calls; call++)
        {
            next = await stage.AdvanceAsync(run, account.AccountId);
            stage.Clock.Advance(TimeSpan.FromSeconds(Math.Clamp((next - stage.Time.GetUtcNow())?.TotalSeconds ?? 0, 0, call < calls - 1 ? 120 : 0)));
        }

        return next;
    }
}
