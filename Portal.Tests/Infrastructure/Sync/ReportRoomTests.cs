using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>How many reports a login may have in work, as Microsoft lets it be found out.</summary>
public sealed class ReportRoomTests
{
    [Fact]
    public async Task A_login_that_was_refused_has_one_report_fewer_in_work_and_is_not_refused_again()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(4, options => options.ReportPolls = 1000);
        await using var _ = stage;
        stage.Reports.MostPending = 2;
        var started = await stage.StartAsync();

        for (var round = 0; round < 2; round++)
        {
            foreach (var account in started.Accounts)
            {
                await TurnAsync(stage, started, account);
            }
        }

        Assert.Equal(2, Limits(stage).Of(accounts[0].ConnectionId));
        Assert.Equal(1, Refused(stage));
        Assert.Equal(2, (await stage.SlicesAsync()).Count(slice => slice is { Report: not null, ReportRequestId: not null, EndedAt: null }));
    }

    [Fact]
    public async Task A_login_that_is_never_refused_may_have_one_more_after_each_round_up_to_the_most()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Reports.MostPending = int.MaxValue;
        Assert.Equal(3, Limits(stage).Of(accounts[0].ConnectionId));

        await SubmitAsync(stage, accounts[0], 4);
        Assert.Equal(4, Limits(stage).Of(accounts[0].ConnectionId));
        await SubmitAsync(stage, accounts[0], 100);

        Assert.Equal(ReportLimits.Most, Limits(stage).Of(accounts[0].ConnectionId));
    }

    [Fact]
    public async Task After_a_refusal_the_limit_grows_again()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Reports.MostPending = 0;
        await Assert.ThrowsAsync<AdsApiException>(() => SubmitAsync(stage, accounts[0], 1));
        Assert.Equal(2, Limits(stage).Of(accounts[0].ConnectionId));
        await Assert.ThrowsAsync<AdsApiException>(() => SubmitAsync(stage, accounts[0], 1));
        await Assert.ThrowsAsync<AdsApiException>(() => SubmitAsync(stage, accounts[0], 1));
        Assert.Equal(1, Limits(stage).Of(accounts[0].ConnectionId));

        stage.Reports.MostPending = int.MaxValue;
        await SubmitAsync(stage, accounts[0], 1);

        Assert.Equal(2, Limits(stage).Of(accounts[0].ConnectionId));
    }

    [Fact]
    public async Task The_self_audits_report_is_one_of_those_in_work_until_it_is_made()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.SyncAsync();
        var asked = (await AskAsync(stage, accounts[0])).Asked;
        while (Limits(stage).Of(accounts[0].ConnectionId) > 1)
        {
            Limits(stage).TooMany(accounts[0].ConnectionId);
        }

        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var started = await stage.StartAsync();
        var before = stage.Log.Count("GenerateReport/Submit");
        await TurnAsync(stage, started, accounts[0].AccountId);

        Assert.NotNull(asked);
        Assert.Equal(before, stage.Log.Count("GenerateReport/Submit"));
        while (await stage.InTenantAsync(services => services.GetRequiredService<SelfAudit>().CompareAsync(accounts[0].AccountId, asked, CancellationToken.None)) is { } next)
        {
            stage.Clock.Advance(next - stage.Clock.GetUtcNow());
        }

        stage.Clock.Advance(TimeSpan.FromMinutes(3));
        await TurnAsync(stage, started, accounts[0].AccountId);
        Assert.True(stage.Log.Count("GenerateReport/Submit") > before);
    }

    [Fact]
    public async Task The_self_audit_comes_back_later_where_the_login_has_no_room()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.SyncAsync();
        stage.Reports.MostPending = 0;

        var refused = await AskAsync(stage, accounts[0]);
        Assert.Equal((null, stage.Clock.GetUtcNow().AddMinutes(5)), (refused.Asked, refused.Again!.Value));
        Assert.Null(await stage.QueryAsync(db => db.AdsAccounts.Select(account => account.SummaryAskedAt).SingleAsync()));

        stage.Reports.MostPending = 10;
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull((await AskAsync(stage, accounts[0])).Asked);
    }

    /// <summary>One call of the job where others wait for the worker: it lets go as soon as there is something to wait for.</summary>
    private static Task<DateTimeOffset?> TurnAsync(MicrosoftStage stage, StartedSync started, AdsId<AdsAccount> account) =>
        stage.InTenantAsync(services => services.GetRequiredService<SyncAccount>().RunAsync(started.Run, account, TimeSpan.FromMinutes(1), CancellationToken.None));

    private static ReportLimits Limits(MicrosoftStage stage) => stage.Services.GetRequiredService<ReportLimits>();

    private static int Refused(MicrosoftStage stage) =>
        stage.Log.Entries.Count(entry => entry.Path.EndsWith("GenerateReport/Submit", StringComparison.OrdinalIgnoreCase) && entry.Status != 200);

    private static Task<SummaryAsk> AskAsync(MicrosoftStage stage, AdsAccount account) =>
        stage.InTenantAsync(services => services.GetRequiredService<SelfAudit>().AskAsync(account.AccountId, CancellationToken.None));

    /// <summary>Reports that no slice waits for, so that there is always room.</summary>
    private static Task<int> SubmitAsync(MicrosoftStage stage, AdsAccount account, int times) => stage.InTenantAsync(async services =>
    {
        var (room, ads) = (services.GetRequiredService<ReportRoom>(), services.GetRequiredService<IAdsApi>());
        for (var time = 0; time < times; time++)
        {
            var (id, _) = await room.SubmitAsync(account, token => ads.SubmitSummaryAsync(account.Access, new(new(2026, 11, 1), new(2026, 11, 2)), account.TimeZone, token), CancellationToken.None);
            Assert.NotNull(id);
        }

        return times;
    });
}
