using Microsoft.EntityFrameworkCore;
using Portal.Domain.Sync;
using Portal.Emulator.Bulk;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>Whatever passes by itself, wherever it strikes: afterwards the stored data is the provider's, and nothing is left failed.</summary>
public sealed class SyncFaultsTests
{
    private const string Any = "";
    private const string Submit = "GenerateReport/Submit";
    private const string Poll = "GenerateReport/Poll";
    private const string File = "/storage";
    private const string Campaigns = "Campaigns/DownloadByAccountIds";
    private const string Progress = "BulkDownloadStatus";

    [Theory]
    [EndsInTheRightData]
    [InlineData(FaultKind.Latency, Any, 3)]
    [InlineData(FaultKind.Reset, Any, 3)]
    [InlineData(FaultKind.Reset, Poll, 7)]
    [InlineData(FaultKind.Reset, File, 2)]
    [InlineData(FaultKind.Truncate, Any, 3)]
    [InlineData(FaultKind.Truncate, Submit, 2)]
    [InlineData(FaultKind.Truncate, File, 2)]
    [InlineData(FaultKind.InternalError, Any, 3)]
    [InlineData(FaultKind.InternalError, Submit, 7)]
    [InlineData(FaultKind.Html, Any, 3)]
    [InlineData(FaultKind.Html, File, 1)]
    [InlineData(FaultKind.Html, Campaigns, 7, 502)]
    [InlineData(FaultKind.Html, Submit, 2, 504)]
    [InlineData(FaultKind.Html, Poll, 1, 401)]
    [InlineData(FaultKind.Html, Poll, 2, 200)]
    [InlineData(FaultKind.Html, File, 1, 200)]
    [InlineData(FaultKind.Html, File, 1, 403)]
    [InlineData(FaultKind.Html, File, 1, 429)]
    [InlineData(FaultKind.NotFound, Any, 3)]
    [InlineData(FaultKind.NotFound, Submit, 4)]
    [InlineData(FaultKind.NotFound, Campaigns, 2, 501)]
    [InlineData(FaultKind.NotFound, File, 1)]
    [InlineData(FaultKind.TooManyRequests, Any, 3)]
    [InlineData(FaultKind.TooManyRequests, Submit, 7)]
    [InlineData(FaultKind.TooManyRequests, Submit, 2, null, null, 30)]
    [InlineData(FaultKind.TooManyRequests, Campaigns, 1, null, null, 7200)]
    [InlineData(FaultKind.EmptyBadRequest, Any, 3)]
    [InlineData(FaultKind.EmptyBadRequest, Campaigns, 7)]
    [InlineData(FaultKind.Code, Submit, 1, 200, 0)]
    [InlineData(FaultKind.Code, Poll, 1, 200, 0)]
    [InlineData(FaultKind.Code, Campaigns, 2, null, 117)]
    [InlineData(FaultKind.Code, Poll, 1, null, 117)]
    [InlineData(FaultKind.Code, Submit, 1, 400, 117)]
    [InlineData(FaultKind.Code, Submit, 3, null, 207)]
    [InlineData(FaultKind.Code, Campaigns, 1, null, 4204)]
    [InlineData(FaultKind.Code, Campaigns, 2, null, 1010)]
    [InlineData(FaultKind.Code, Submit, 1, null, 1010)]
    [InlineData(FaultKind.Code, Campaigns, 1, null, 105)]
    [InlineData(FaultKind.Code, Submit, 1, null, 109)]
    [InlineData(FaultKind.UnknownProperty, Any, 1000)]
    [InlineData(FaultKind.UnknownEnum, Any, 4)]
    [InlineData(FaultKind.UnknownEnum, Poll, 4)]
    [InlineData(FaultKind.NullLists, Any, 1000)]
    [InlineData(FaultKind.Uncompressed, Any, 1000)]
    [InlineData(FaultKind.WrongType, Any, 1000)]
    [InlineData(FaultKind.WrongType, File, 1000)]
    public async Task What_passes_by_itself_ends_in_the_right_data(FaultKind kind, string route, int times, int? status = null, int? code = null, int? retryAfter = null)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var rule = Add(stage, accounts[0], new FaultRule(kind) { Times = times, Status = status, Code = code, RetryAfter = retryAfter, Delay = TimeSpan.FromMilliseconds(20) }, route);

        var run = await stage.SyncAsync();

        Assert.True(stage.Faults.Struck(rule) >= Math.Min(times, 4), "The fault did not strike as often as the test says.");
        Assert.Equal(SyncRunState.Succeeded, run.State);
        await stage.AssertRightAsync(accounts[0]);
    }

    [Theory]
    [EndsInTheRightData]
    [InlineData(Poll, 2100)]
    [InlineData(Poll, 2101)]
    [InlineData(Progress, 3205)]
    [InlineData(Progress, 4201)]
    public async Task What_Microsoft_no_longer_knows_is_asked_for_once_more(string route, int code)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        Add(stage, accounts[0], new FaultRule(FaultKind.Code) { Code = code }, route);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], again: route == Poll ? 1 : 0, filesAgain: route == Poll ? 0 : 1);
    }

    [Theory]
    [EndsInTheRightData]
    [InlineData(ReportFlaw.TruncatedZip)]
    [InlineData(ReportFlaw.WrongRowCount)]
    [InlineData(ReportFlaw.HalfFile)]
    [InlineData(ReportFlaw.EmptyZip)]
    [InlineData(ReportFlaw.NoZip)]
    [InlineData(ReportFlaw.OtherColumn)]
    [InlineData(ReportFlaw.Fails)]
    [InlineData(ReportFlaw.StaysPending)]
    [InlineData(ReportFlaw.StaysUnknown)]
    public async Task Reports_that_come_to_nothing_are_asked_for_once_more_each(ReportFlaw flaw)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Reports.Spoil(flaw, 2);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], again: 2);
    }

    [Theory]
    [EndsInTheRightData]
    [InlineData(BulkFlaw.Fails)]
    [InlineData(BulkFlaw.TruncatedZip)]
    [InlineData(BulkFlaw.OpenQuote)]
    [InlineData(BulkFlaw.HalfFile)]
    [InlineData(BulkFlaw.NoSyncTime)]
    [InlineData(BulkFlaw.EmptyZip)]
    [InlineData(BulkFlaw.NoZip)]
    [InlineData(BulkFlaw.StaysInProgress)]
    [InlineData(BulkFlaw.StaysUnknown)]
    public async Task A_file_of_entities_that_comes_to_nothing_is_asked_for_once_more(BulkFlaw flaw)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Downloads.Spoil(flaw);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], filesAgain: 1);
    }

    [Fact]
    [EndsInTheRightData(ReportFlaw.WithoutMark, BulkFlaw.WithoutMark)]
    public async Task Files_without_their_mark_are_read_as_they_are()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Reports.Spoil(ReportFlaw.WithoutMark, 100);
        stage.Downloads.Spoil(BulkFlaw.WithoutMark);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0]);
    }

    [Theory]
    [EndsInTheRightData]
    [InlineData(FaultKind.Hang, Submit, 100)]
    [InlineData(FaultKind.Hang, Campaigns, 100)]
    [InlineData(FaultKind.Hang, File, 100)]
    [InlineData(FaultKind.Stall, Poll, 100)]
    [InlineData(FaultKind.Stall, File, 61)]
    public async Task An_answer_that_does_not_come_is_given_up_after_its_time(FaultKind kind, string route, int seconds)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var rule = Add(stage, accounts[0], new FaultRule(kind) { Times = 2 }, route);
        var patience = TimeSpan.FromSeconds(seconds);

        var syncing = Task.Run(() => stage.SyncAsync());
        for (var strike = 1; strike <= 2; strike++)
        {
            Assert.True(SpinWait.SpinUntil(() => stage.Faults.Struck(rule) == strike && stage.Time.HasRunning(patience), TimeSpan.FromSeconds(60)));
            stage.Time.Expire(patience);
        }

        Assert.Equal(SyncRunState.Succeeded, (await syncing).State);
        await stage.AssertRightAsync(accounts[0]);
    }

    [Theory]
    [EndsInTheRightData]
    [InlineData(105, "does not let this login in")]
    [InlineData(106, "may not read this account")]
    [InlineData(2003, "may not have reports of this account")]
    [InlineData(2008, "refuses this request")]
    public async Task What_does_not_pass_is_said_once_and_the_next_sync_brings_everything_when_it_is_over(int code, string sentence)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = code, AccountId = accounts[0].AccountId.Value, Route = code > 2000 ? Submit : null, Times = null });
        var failed = await stage.SyncAsync();
        var calls = stage.Log.Entries.Count(entry => entry.Fault is not null);
        stage.Faults.Clear();

        // What concerns the login or the account is told at once; another refusal may be about one report only, so each is tried.
        var isOfReports = code == 2008;
        Assert.Equal(isOfReports ? SyncRunState.Partial : SyncRunState.Failed, failed.State);
        Assert.InRange(calls, 1, isOfReports ? (await stage.SlicesAsync()).Count(slice => slice.Report is not null) : 4);
        Assert.Contains(await stage.QueryAsync(db => db.AdsAccounts.Select(account => account.Failure).ToListAsync()), failure => failure!.Contains(sentence, StringComparison.OrdinalIgnoreCase));
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var run = await stage.SyncAsync();

        Assert.Equal(SyncRunState.Succeeded, run.State);
        await stage.AssertRightAsync(accounts[0], again: null);
    }

    /// <summary>The storage sees no account, so there the fault is everybody's.</summary>
    private static int Add(MicrosoftStage stage, Portal.Domain.Ads.AdsAccount account, FaultRule rule, string route) =>
        stage.Faults.Add(rule with { Route = route.Length > 0 ? route : null, AccountId = route == File ? null : account.AccountId.Value });
}
