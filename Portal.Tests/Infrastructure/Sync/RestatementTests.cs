using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Emulator.World.Performance;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>An account whose days or money come to mean something else, at Microsoft and then here.</summary>
public sealed class RestatementTests
{
    public static TheoryData<string> Zones => [.. AccountTimeZone.Names];

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_zone_is_known_by_the_words_of_a_header(string name) => Assert.Equal(name, AccountTimeZone.OfHeader(Zone.OfAccount(name).Words));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("(GMT+01:00) Somewhere New")]
    public void Of_words_that_nobody_knows_nothing_is_said(string? words) => Assert.Null(AccountTimeZone.OfHeader(words));

    [Fact]
    public async Task A_file_of_another_zone_is_not_stored_and_the_account_learns_its_new_one()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 0);
        await using var _ = stage;
        await stage.SyncAsync();
        var (was, became) = (accounts[0].TimeZone, Other(accounts[0].TimeZone));
        Change(stage, accounts[0], became, null);

        // The first run notices by a file's header; the second reads the days that the first had only forgotten.
        await stage.SyncAsync();
        var account = await AccountAsync(stage);
        Assert.Equal(became, account.TimeZone);
        var entry = Assert.Single(await EntriesAsync(stage));
        Assert.Contains($"from {AccountTimeZone.Find(was).Id} to {AccountTimeZone.Find(became).Id}", entry, StringComparison.Ordinal);
        await stage.SyncAsync();

        await AssertSameAsync(stage, account);
        Assert.True(await FinalAsync(stage) > 80);
    }

    [Fact]
    public async Task After_a_change_of_the_zone_no_day_is_final_before_it_was_read_again()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 0);
        await using var _ = stage;
        await stage.SyncAsync();
        Change(stage, accounts[0], Other(accounts[0].TimeZone), null);

        await LookAsync(stage, accounts[0].ConnectionId);

        Assert.Equal(0, await FinalAsync(stage));
        Assert.All(await stage.QueryAsync(db => db.ReportHistories.AsNoTracking().ToListAsync()), history => Assert.Null(history.Days.Newest));
        await stage.SyncAsync();
        Assert.True(await FinalAsync(stage) > 80);
        await AssertSameAsync(stage, await AccountAsync(stage));
    }

    [Fact]
    public async Task Amounts_of_two_currencies_are_never_there_together()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 0);
        await using var _ = stage;
        await stage.SyncAsync();
        var became = accounts[0].CurrencyCode == "GBP" ? "EUR" : "GBP";
        Change(stage, accounts[0], null, became);

        await LookAsync(stage, accounts[0].ConnectionId);

        Assert.Equal(became, (await AccountAsync(stage)).CurrencyCode);
        Assert.Equal(0, await stage.QueryAsync(async db => await db.AccountDays.CountAsync() + await db.KeywordDays.CountAsync() + await db.AccountHours.CountAsync() + await db.DayMarks.CountAsync()));
        Assert.Contains($"from {accounts[0].CurrencyCode} to {became}", Assert.Single(await EntriesAsync(stage)), StringComparison.Ordinal);
        await stage.SyncAsync();
        await AssertSameAsync(stage, await AccountAsync(stage));
    }

    [Fact]
    public async Task A_report_that_was_asked_for_before_the_change_is_not_stored_after_it_even_by_a_step_that_has_it_in_hand()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 0);
        await using var _ = stage;
        await stage.SyncAsync();
        var became = accounts[0].CurrencyCode == "GBP" ? "EUR" : "GBP";

        await stage.InTenantAsync(async services =>
        {
            // The report is ready at Microsoft when the account's currency changes, and another process notices that first.
            var started = await services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Person, null, CancellationToken.None);
            var db = services.GetRequiredService<Portal.Infrastructure.Database.PortalDb>();
            var slices = services.GetRequiredService<ReportSlices>();
            var account = await db.AdsAccounts.SingleAsync(one => one.IsChosen);
            var slice = await db.SyncSlices.FirstAsync(one => one.RunId == started.Run && one.Kind == SliceKind.CampaignReport);
            await slices.AdvanceAsync(slice, account, CancellationToken.None);
            Assert.NotNull(slice.ReportRequestId);
            Change(stage, accounts[0], null, became);
            await LookAsync(stage, accounts[0].ConnectionId);

            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slices.AdvanceAsync(slice, account, CancellationToken.None));
            return 0;
        });

        Assert.Equal(0, await stage.QueryAsync(async db => await db.CampaignDays.CountAsync() + await db.DayMarks.CountAsync()));
        Assert.All(await stage.QueryAsync(db => db.SyncSlices.AsNoTracking().Where(slice => slice.EndedAt == null).ToListAsync()), slice => Assert.Null(slice.ReportRequestId));

        // The run that was under way is taken up and reads its few days; the next one all that were forgotten.
        stage.Clock.Advance(TimeSpan.FromMinutes(20));
        await stage.SyncAsync();
        await stage.SyncAsync();
        await AssertSameAsync(stage, await AccountAsync(stage));
    }

    [Fact]
    public async Task Years_that_a_back_fill_had_read_are_read_again_by_one()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => options.ReportPolls = 0);
        await using var _ = stage;
        await stage.SyncAsync();
        var oldest = AccountTimeZone.Today(accounts[0].TimeZone, stage.Clock.GetUtcNow()).AddDays(-200);
        await stage.QueryAsync(async db =>
        {
            var history = await db.ReportHistories.SingleAsync(one => one.Report == ReportKind.Campaign);
            history.Take(new(oldest, oldest.AddDays(150)), oldest.AddDays(151), 0, TimeSpan.Zero);
            return await db.SaveChangesAsync();
        });
        Change(stage, accounts[0], Other(accounts[0].TimeZone), null);

        await LookAsync(stage, accounts[0].ConnectionId);

        var backFill = Assert.Single(await stage.QueryAsync(db => db.BackFills.AsNoTracking().ToListAsync()));
        Assert.Equal((ReportKind.Campaign, oldest, BackFillState.Open), (backFill.Report, backFill.From, backFill.State));
    }

    private static string Other(string zone) => zone == "OsakaSapporoTokyo" ? "Hawaii" : "OsakaSapporoTokyo";

    private static void Change(MicrosoftStage stage, AdsAccount account, string? zone, string? currency)
    {
        var there = stage.Directory.AccountBy(account.AccountId.Value)!;
        stage.Directory.Replace(there with { TimeZone = zone ?? there.TimeZone, CurrencyCode = currency ?? there.CurrencyCode });
    }

    private static Task<int> LookAsync(MicrosoftStage stage, Portal.Domain.Id<Connection> connection) => stage.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<Portal.Infrastructure.Database.PortalDb>();
        await services.GetRequiredService<Rediscovery>().RunAsync(await db.Connections.SingleAsync(one => one.Id == connection), CancellationToken.None);
        return 0;
    });

    private static Task<AdsAccount> AccountAsync(MicrosoftStage stage) => stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync(account => account.IsChosen));

    private static Task<int> FinalAsync(MicrosoftStage stage) => stage.QueryAsync(db => db.DayMarks.CountAsync(mark => mark.Report == ReportKind.Account && mark.State == DayState.Final));

    private static Task<List<string>> EntriesAsync(MicrosoftStage stage) =>
        stage.QueryAsync(db => db.AuditEntries.AsNoTracking().Where(entry => entry.Subject == nameof(AdsAccount)).Select(entry => entry.Sentence).ToListAsync());

    private static async Task AssertSameAsync(MicrosoftStage stage, AdsAccount account)
    {
        var today = AccountTimeZone.Today(account.TimeZone, stage.Clock.GetUtcNow());
        foreach (var report in new[] { ReportKind.Account, ReportKind.Campaign, ReportKind.Keyword })
        {
            for (var day = today.AddDays(-10); day < today; day = day.AddDays(3))
            {
                Assert.Equal(await stage.ShownAsync(account, report, new(day, day)), await stage.StoredAsync(report, new(day, day)));
            }
        }
    }
}
