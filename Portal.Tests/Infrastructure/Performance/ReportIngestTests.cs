using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Infrastructure.Performance;

public sealed class ReportIngestTests(TwoTenants database) : IClassFixture<TwoTenants>, IAsyncLifetime
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 9, 9, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var tenant in new[] { database.Contoso, database.Fabrikam })
        {
            await using var db = database.Open(tenant);
            await db.KeywordDays.ExecuteDeleteAsync(Ct);
            await db.DayMarks.ExecuteDeleteAsync(Ct);
            await db.DataVersions.ExecuteDeleteAsync(Ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(ReportKind.Account, "\"2026-08-04\",\"180000001\",\"9\",\"8\",\"7.06\",\"5.50\",\"4.03\"")]
    [InlineData(ReportKind.Campaign, "\"2026-08-04\",\"180000001\",\"9\",\"8\",\"7.06\",\"5.50\",\"4.03\",\"400\"")]
    [InlineData(ReportKind.AdGroup, "\"2026-08-04\",\"180000001\",\"9\",\"8\",\"7.06\",\"5.50\",\"4.03\",\"400\",\"500\"")]
    [InlineData(ReportKind.Keyword, "\"2026-08-04\",\"180000001\",\"9\",\"8\",\"7.06\",\"5.50\",\"4.03\",\"400\",\"500\",\"600\"")]
    public async Task Every_grain_has_its_table(ReportKind kind, string row)
    {
        const string Columns = "TimePeriod,AccountId,Impressions,Clicks,Spend,ConversionsQualified,Revenue,CampaignId,AdGroupId,KeywordId";
        var file = new ReportText { Columns = string.Join(',', Columns.Split(',')[..(row.Count(letter => letter == ',') + 1)]) };

        await IngestAsync(database.Contoso, file.Zip(row), kind);

        await using var db = database.Open(database.Contoso);
        var totals = new Totals(9, 8, 7_060_000, 550, 4_030_000);
        var stored = kind switch
        {
            ReportKind.Account => (object)await db.AccountDays.Select(day => new { First = 0L, Second = 0L, Campaign = 0L, day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }).SingleAsync(Ct),
            ReportKind.Campaign => await db.CampaignDays.Select(day => new { First = day.CampaignId.Value, Second = 0L, Campaign = 0L, day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }).SingleAsync(Ct),
            ReportKind.AdGroup => await db.AdGroupDays.Select(day => new { First = day.AdGroupId.Value, Second = 0L, Campaign = day.CampaignId.Value, day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }).SingleAsync(Ct),
            _ => await db.KeywordDays.Select(day => new { First = day.AdGroupId.Value, Second = day.KeywordId.Value, Campaign = day.CampaignId.Value, day.Date, Totals = new Totals(day.Impressions, day.Clicks, day.SpendMicros, day.ConversionHundredths, day.RevenueMicros) }).SingleAsync(Ct),
        };
        var (first, second, campaign) = kind switch
        {
            ReportKind.Account => (0L, 0L, 0L),
            ReportKind.Campaign => (400L, 0L, 0L),
            ReportKind.AdGroup => (500L, 0L, 400L),
            _ => (500L, 600L, 400L),
        };
        Assert.Equal(new { First = first, Second = second, Campaign = campaign, Date = new DateOnly(2026, 8, 4), Totals = totals }, stored);
    }

    [Fact]
    public async Task A_second_file_replaces_its_whole_period_and_says_what_changed()
    {
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1), ("2026-08-04", 2, 1), ("2026-08-05", 1, 1), ("2026-08-09", 3, 3)));

        var second = await IngestAsync(database.Contoso, Zip(("2026-08-03", 1, 5), ("2026-08-04", 1, 1), ("2026-08-05", 1, 7)));

        Assert.Equal(new Replaced(Added: 1, Changed: 1, Removed: 2), second.Replaced);
        Assert.Equal([("2026-08-03", 1, 5), ("2026-08-04", 1, 1), ("2026-08-05", 1, 7)], await StoredAsync(database.Contoso));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var zip = Zip(("2026-08-04", 1, 1), ("2026-08-04", 2, 1), ("2026-08-05", 1, 1));
        await IngestAsync(database.Contoso, zip);

        var again = await IngestAsync(database.Contoso, zip);

        Assert.Equal(default, again.Replaced);
        Assert.Equal(3, (await StoredAsync(database.Contoso)).Count);
    }

    [Fact]
    public async Task A_row_that_changes_is_kept_wherever_it_stands()
    {
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1), ("2026-08-05", 1, 1)));

        var second = await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 2), ("2026-08-05", 1, 2), ("2026-08-06", 1, 2)));

        Assert.Equal(new Replaced(Added: 1, Changed: 2, Removed: 0), second.Replaced);
        Assert.Equal([("2026-08-04", 1, 2), ("2026-08-05", 1, 2), ("2026-08-06", 1, 2)], await StoredAsync(database.Contoso));
    }

    [Fact]
    public async Task Days_and_accounts_outside_of_the_file_are_left_alone()
    {
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1)));
        await using (var db = database.Open(database.Contoso))
        {
            db.AddRange(Day(database.Contoso, 180000001, new(2026, 7, 31)), Day(database.Contoso, 180000001, new(2026, 9, 1)), Day(database.Contoso, 180000002, new(2026, 8, 4)));
            await db.SaveChangesAsync(Ct);
        }

        await IngestAsync(database.Contoso, Zip());

        Assert.Equal([("2026-07-31", 1, 1), ("2026-09-01", 1, 1)], await StoredAsync(database.Contoso));
        await using var after = database.Open(database.Contoso);
        Assert.Equal(3, await after.KeywordDays.CountAsync(Ct));
    }

    [Fact]
    public async Task Another_tenants_rows_of_the_same_account_are_untouched()
    {
        await IngestAsync(database.Fabrikam, Zip(("2026-08-04", 1, 11), ("2026-08-05", 2, 12)));
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1)));

        await IngestAsync(database.Contoso, Zip(("2026-08-05", 2, 2)));

        Assert.Equal([("2026-08-04", 1, 11), ("2026-08-05", 2, 12)], await StoredAsync(database.Fabrikam));
        Assert.Equal([("2026-08-05", 2, 2)], await StoredAsync(database.Contoso));
    }

    [Fact]
    public async Task What_dies_before_the_commit_leaves_the_old_rows()
    {
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1), ("2026-08-05", 1, 1)));
        await using var db = database.Open(database.Contoso);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Ingest(db).RunAsync(
            new MemoryStream(Zip(("2026-08-04", 1, 9))), ReportText.Target(ReportKind.Keyword), Paris, (_, _) => { }, _ => throw new InvalidOperationException("killed"), Ct));

        Assert.Equal([("2026-08-04", 1, 1), ("2026-08-05", 1, 1)], await StoredAsync(database.Contoso));
        await using var after = database.Open(database.Contoso);
        Assert.Equal(1, (await after.DataVersions.SingleAsync(Ct)).Version);
    }

    [Fact]
    public async Task Two_rows_of_one_key_refuse_the_file_and_leave_the_old_rows()
    {
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1)));

        await Assert.ThrowsAsync<ReportRefusedException>(() => IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 2), ("2026-08-04", 2, 2), ("2026-08-04", 1, 3))));

        Assert.Equal([("2026-08-04", 1, 1)], await StoredAsync(database.Contoso));
    }

    [Fact]
    public async Task Days_are_final_up_to_what_the_header_calls_complete_in_the_accounts_zone()
    {
        // 30 August ends in Paris at 22:00 UTC; a moment earlier it is not complete.
        await IngestAsync(database.Contoso, new ReportText { CompleteUntil = "8/30/2026 9:59:59 PM (GMT)", Incomplete = "true" }.Zip());
        Assert.Equal((29, 2), await MarksAsync());

        await IngestAsync(database.Contoso, new ReportText { CompleteUntil = "8/30/2026 10:00:00 PM (GMT)", Incomplete = "true" }.Zip());
        Assert.Equal((30, 1), await MarksAsync());

        await IngestAsync(database.Contoso, new ReportText { Incomplete = "true" }.Zip());
        Assert.Equal((30, 1), await MarksAsync());

        await IngestAsync(database.Contoso, new ReportText().Zip());
        Assert.Equal((31, 0), await MarksAsync());
    }

    [Fact]
    public async Task An_empty_answer_clears_the_period_and_marks_its_days()
    {
        await IngestAsync(database.Contoso, Zip(("2026-08-04", 1, 1)));
        await using var db = database.Open(database.Contoso);

        var replaced = default(Replaced);
        await Ingest(db).RunEmptyAsync(ReportText.Target(ReportKind.Keyword), new DateTimeOffset(2026, 8, 31, 12, 0, 0, TimeSpan.Zero), Paris, done => replaced = done, Ct);

        Assert.Equal(new Replaced(0, 0, 1), replaced);
        Assert.Empty(await StoredAsync(database.Contoso));
        Assert.Equal((30, 1), await MarksAsync());
    }

    private static ReportIngest Ingest(Portal.Infrastructure.Database.PortalDb db) => new(new PerformanceWriter(db, Clock));

    private static byte[] Zip(params (string Day, long Keyword, long Clicks)[] rows) =>
        new ReportText().Zip([.. rows.Select(row => ReportText.Keyword(row.Day, 7, row.Keyword, row.Clicks))]);

    private static KeywordDay Day(PortalTenant tenant, long account, DateOnly date) =>
        new() { TenantId = tenant.TenantId, AccountId = new(account), AdGroupId = new(7), KeywordId = new(1), Date = date, Clicks = 1 };

    private async Task<Ingested> IngestAsync(PortalTenant tenant, byte[] zip, ReportKind kind = ReportKind.Keyword)
    {
        await using var db = database.Open(tenant);
        return await Ingest(db).RunAsync(new MemoryStream(zip), ReportText.Target(kind), Paris, (_, _) => { }, _ => { }, Ct);
    }

    private async Task<List<(string Day, int Keyword, int Clicks)>> StoredAsync(PortalTenant tenant)
    {
        await using var db = database.Open(tenant);
        var rows = await db.KeywordDays.Where(row => row.AccountId == ReportText.Account).OrderBy(row => row.Date).ThenBy(row => row.KeywordId).ToListAsync(Ct);
        return rows.ConvertAll(row => (row.Date.ToString("yyyy-MM-dd", null), (int)row.KeywordId.Value, (int)row.Clicks));
    }

    private async Task<(int Final, int Provisional)> MarksAsync()
    {
        await using var db = database.Open(database.Contoso);
        var states = await db.DayMarks.Where(mark => mark.Report == ReportKind.Keyword).Select(mark => mark.State).ToListAsync(Ct);
        return (states.Count(state => state == DayState.Final), states.Count(state => state == DayState.Provisional));
    }
}
