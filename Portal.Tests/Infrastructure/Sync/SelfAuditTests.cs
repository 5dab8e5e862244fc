using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

public sealed class SelfAuditTests
{
    [Fact]
    public async Task What_adds_up_says_so_and_changes_nothing()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.SyncAsync();

        await AuditAsync(stage, accounts[0]);

        var check = Assert.Single(await ChecksAsync(stage));
        Assert.Equal((SumOutcome.Equal, 30), (check.Outcome, check.Period.Days));
        Assert.True(check.ShownImpressions > 0);
        var shown = await stage.ShownAsync(accounts[0], ReportKind.Account, check.Period);
        Assert.Equal((shown.Impressions, shown.Clicks, shown.SpendMicros), (check.ShownImpressions, check.ShownClicks, check.ShownSpendMicros));
        Assert.Empty(await stage.QueryAsync(db => db.DayMarks.Where(mark => mark.Date <= check.To && mark.Date >= check.From && mark.Report == ReportKind.Account && mark.State == DayState.Provisional).ToListAsync()));
    }

    [Theory]
    [InlineData(ReportKind.Account, "UPDATE \"AccountDays\" SET \"Clicks\" = \"Clicks\" + 1")]
    [InlineData(ReportKind.Campaign, "DELETE FROM \"CampaignDays\"")]
    [InlineData(ReportKind.Device, "UPDATE \"DeviceDays\" SET \"Impressions\" = 0")]
    [InlineData(ReportKind.AccountHour, "UPDATE \"AccountHours\" SET \"SpendMicros\" = \"SpendMicros\" + 10000000")]
    [InlineData(ReportKind.Keyword, "UPDATE \"KeywordDays\" SET \"Clicks\" = \"Clicks\" + 1000000")]
    public async Task What_was_changed_behind_the_portals_back_is_found_read_again_and_healed(ReportKind report, string tampering)
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.SyncAsync();
        var before = await stage.QueryAsync(db => db.DayMarks.Where(mark => mark.Report == report && mark.State == DayState.Final).CountAsync());
        await TamperAsync(stage, tampering);

        await AuditAsync(stage, accounts[0]);

        var found = Assert.Single(await ChecksAsync(stage));
        Assert.Equal((report, SumOutcome.Drifted, null), (found.Report, found.Outcome, found.HealedAt));
        Assert.NotEqual((found.ShownImpressions, found.ShownClicks, found.ShownSpendMicros), (found.StoredImpressions, found.StoredClicks, found.StoredSpendMicros));
        Assert.Equal(before - 30, await stage.QueryAsync(db => db.DayMarks.Where(mark => mark.Report == report && mark.State == DayState.Final).CountAsync()));

        await stage.SyncAsync();
        Assert.Equal(before, await stage.QueryAsync(db => db.DayMarks.Where(mark => mark.Report == report && mark.State == DayState.Final).CountAsync()));
        await AuditAsync(stage, accounts[0]);

        var checks = await ChecksAsync(stage);
        Assert.Equal([SumOutcome.Drifted, SumOutcome.Equal], checks.Select(check => check.Outcome));
        Assert.NotNull(checks[0].HealedAt);
        if (report is ReportKind.Account or ReportKind.Campaign or ReportKind.Keyword)
        {
            Assert.Equal(await stage.ShownAsync(accounts[0], report, found.Period), await stage.StoredAsync(report, found.Period));
        }
    }

    [Fact]
    public async Task A_report_that_is_still_being_read_again_is_not_held_against_anything()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.SyncAsync();
        await TamperAsync(stage, "DELETE FROM \"CampaignDays\"");

        await AuditAsync(stage, accounts[0]);
        await AuditAsync(stage, accounts[0]);

        var checks = await ChecksAsync(stage);
        Assert.Equal([SumOutcome.Drifted, SumOutcome.Equal], checks.Select(check => check.Outcome));
        Assert.Null(checks[0].HealedAt);
    }

    [Fact]
    public async Task Without_final_days_nothing_is_asked()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;

        Assert.Null(await AskAsync(stage, accounts[0]));
    }

    private static Task<int> TamperAsync(MicrosoftStage stage, string sql) => stage.QueryAsync(async db =>
    {
#pragma warning disable RS0030 // What nobody of the portal does.
        return await db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore RS0030
    });

    private static Task<List<SumCheck>> ChecksAsync(MicrosoftStage stage) => stage.QueryAsync(db => db.SumChecks.AsNoTracking().OrderBy(check => check.Id).ToListAsync());

    private static async Task<AskedSummary?> AskAsync(MicrosoftStage stage, AdsAccount account)
    {
        var ask = await stage.InTenantAsync(services => services.GetRequiredService<SelfAudit>().AskAsync(account.AccountId, CancellationToken.None));
        Assert.Null(ask.Again);
        return ask.Asked;
    }

    /// <summary>As the job does it.</summary>
    private static async Task AuditAsync(MicrosoftStage stage, AdsAccount account)
    {
        var asked = await AskAsync(stage, account);
        while (await stage.InTenantAsync(services => services.GetRequiredService<SelfAudit>().CompareAsync(account.AccountId, asked!, CancellationToken.None)) is { } next)
        {
            stage.Clock.Advance(next - stage.Clock.GetUtcNow());
        }
    }
}
