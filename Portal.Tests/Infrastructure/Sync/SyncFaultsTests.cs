using Microsoft.EntityFrameworkCore;

using Portal.Domain.Sync;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

using Period = Portal.Domain.Period;
using ReportKind = Portal.Domain.Sync.ReportKind;

/// <summary>Whatever passes by itself, wherever it strikes: afterwards the stored data is the provider's, and nothing is left failed.</summary>
public sealed class SyncFaultsTests
{
    private const string Any = "";
    private const string Submit = "GenerateReport/Submit";
    private const string Poll = "GenerateReport/Poll";
    private const string File = "/storage";
    private const string Campaigns = "Campaigns/DownloadByAccountIds";

    [Theory]
    [InlineData(FaultKind.Latency, Any, 3)]
    [InlineData(FaultKind.Reset, Any, 3)]
    [InlineData(FaultKind.Reset, Poll, 7)]
    [InlineData(FaultKind.Reset, File, 2)]
    [InlineData(FaultKind.Truncate, Any, 3)]
    [InlineData(FaultKind.Truncate, File, 2)]
    [InlineData(FaultKind.InternalError, Any, 3)]
    [InlineData(FaultKind.InternalError, Submit, 7)]
    [InlineData(FaultKind.Html, Any, 3)]
    [InlineData(FaultKind.Html, File, 1)]
    [InlineData(FaultKind.Html, Campaigns, 7, 502)]
    [InlineData(FaultKind.Html, File, 1, 403)]
    [InlineData(FaultKind.TooManyRequests, Any, 3)]
    [InlineData(FaultKind.TooManyRequests, Submit, 7)]
    [InlineData(FaultKind.EmptyBadRequest, Any, 3)]
    [InlineData(FaultKind.EmptyBadRequest, Campaigns, 7)]
    [InlineData(FaultKind.Code, Campaigns, 2, null, 117)]
    [InlineData(FaultKind.Code, Poll, 1, null, 117)]
    [InlineData(FaultKind.Code, Submit, 3, null, 207)]
    [InlineData(FaultKind.Code, Campaigns, 1, null, 4204)]
    [InlineData(FaultKind.Code, Campaigns, 1, null, 105)]
    [InlineData(FaultKind.Code, Submit, 1, null, 109)]
    [InlineData(FaultKind.Code, Poll, 1, null, 2100)]
    [InlineData(FaultKind.Code, Poll, 1, null, 2101)]
    [InlineData(FaultKind.UnknownProperty, Any, 1000)]
    [InlineData(FaultKind.UnknownEnum, Any, 4)]
    [InlineData(FaultKind.NullLists, Any, 1000)]
    public async Task What_passes_by_itself_ends_in_the_right_data(FaultKind kind, string route, int times, int? status = null, int? code = null)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var rule = stage.Faults.Add(new FaultRule(kind) { Route = route.Length > 0 ? route : null, AccountId = route == File ? null : accounts[0].AccountId.Value, Times = times, Status = status, Code = code, Delay = TimeSpan.FromMilliseconds(20) });

        var run = await stage.SyncAsync();

        Assert.True(stage.Faults.Struck(rule) >= Math.Min(times, 4), "The fault did not strike as often as the test says.");
        stage.Faults.Clear();
        Assert.Equal(SyncRunState.Succeeded, run.State);
        await AssertEqualAsync(stage, accounts[0]);
    }

    [Theory]
    [InlineData(ReportFlaw.TruncatedZip, 2)]
    [InlineData(ReportFlaw.WrongRowCount, 2)]
    [InlineData(ReportFlaw.Fails, 2)]
    public async Task Files_that_come_damaged_end_in_the_right_data(ReportFlaw flaw, int times)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Reports.Spoil(flaw, times);

        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Succeeded, run.State);
        await AssertEqualAsync(stage, accounts[0]);
    }

    [Theory]
    [InlineData(105, "does not let this login in")]
    [InlineData(106, "may not read this account")]
    public async Task What_does_not_pass_is_said_once_and_the_next_sync_brings_everything_when_it_is_over(int code, string sentence)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = code, AccountId = accounts[0].AccountId.Value, Times = null });
        var failed = await stage.SyncAsync();
        var calls = stage.Log.Entries.Count(entry => entry.AccountId == accounts[0].AccountId.Value);
        stage.Faults.Clear();

        Assert.Equal(SyncRunState.Failed, failed.State);
        Assert.InRange(calls, 1, 4);
        Assert.Contains(await stage.QueryAsync(db => db.AdsAccounts.Select(account => account.Failure).ToListAsync()), failure => failure!.Contains(sentence, StringComparison.OrdinalIgnoreCase));
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Succeeded, run.State);
        await AssertEqualAsync(stage, accounts[0]);
    }

    private static async Task AssertEqualAsync(MicrosoftStage stage, Portal.Domain.Ads.AdsAccount account)
    {
        var slices = await stage.SlicesAsync();
        var last = slices.Select(slice => slice.RunId).Last();
        Assert.All(slices.Where(slice => slice.RunId == last), slice => Assert.Equal(SliceState.Done, slice.State));
        var days = slices.Where(slice => slice is { Kind: SliceKind.AccountReport, State: SliceState.Done }).Select(slice => slice.Period!.Value).ToList();

        // Late conversions move with every second of the emulator's clock; older days stand still.
        var settled = new Period(days.Min(period => period.From), days.Max(period => period.To).AddDays(-45));
        foreach (var grain in new[] { ReportKind.Account, ReportKind.Keyword })
        {
            var stored = await stage.StoredAsync(grain, settled);
            Assert.True(stored.Impressions > 0);
            Assert.Equal(await stage.ShownAsync(account, grain, settled), stored);
        }
    }
}
