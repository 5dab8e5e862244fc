using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Tests.Infrastructure.Performance;

public sealed class HoursAndSharesTests(TwoTenants database) : IClassFixture<TwoTenants>
{
    private const string Hours = "TimePeriod,AccountId,Impressions,Clicks,Spend,ConversionsQualified,Revenue";

    private static readonly Period ClocksGoBack = new(new(2026, 10, 25), new(2026, 10, 25));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-08-04|0", 0)]
    [InlineData("2026-08-04|7", 7)]
    [InlineData("2026-08-04|07", 7)]
    [InlineData("2026-08-04|23", 23)]
    [InlineData("2026-08-04|24", 24)]
    public async Task Hours_are_read_with_one_digit_or_two(string time, int hour)
    {
        await IngestAsync(ReportKind.AccountHour, Hours, [Hour(time, 3)]);

        await using var db = database.Open(database.Contoso);
        var stored = await db.AccountHours.SingleAsync(row => row.Date == new DateOnly(2026, 8, 4), Ct);
        Assert.Equal((hour, 3L), (stored.Hour, stored.Clicks));
    }

    [Theory]
    [InlineData("2026-08-04|")]
    [InlineData("2026-08-04|25")]
    [InlineData("2026-08-04|7a")]
    [InlineData("2026-08-04")]
    public async Task What_is_no_hour_refuses_the_file(string time) =>
        await Assert.ThrowsAsync<ReportRefusedException>(() => IngestAsync(ReportKind.AccountHour, Hours, [Hour(time, 3)]));

    [Fact]
    public async Task The_hour_that_comes_twice_when_the_clocks_go_back_is_both()
    {
        await IngestAsync(ReportKind.AccountHour, Hours, [Hour("2026-10-25|01", 1), Hour("2026-10-25|02", 10), Hour("2026-10-25|02", 20), Hour("2026-10-25|03", 4)], ClocksGoBack);

        await using var db = database.Open(database.Contoso);
        var stored = await db.AccountHours.Where(row => row.Date == ClocksGoBack.From).OrderBy(row => row.Hour).Select(row => row.Clicks).ToListAsync(Ct);
        Assert.Equal([1, 30, 4], stored);
    }

    [Fact]
    public async Task Any_other_hour_that_comes_twice_refuses_the_file() =>
        await Assert.ThrowsAsync<ReportRefusedException>(() => IngestAsync(ReportKind.AccountHour, Hours, [Hour("2026-10-25|03", 10), Hour("2026-10-25|03", 20)], ClocksGoBack));

    [Fact]
    public async Task A_share_is_kept_in_basis_points_and_what_is_not_computed_is_no_zero()
    {
        await IngestAsync(ReportKind.AccountShare, Columns, [Shares("2026-08-04", "11.86%", "0.00%", "--", "", "100.00%", "7.5")]);

        await using var db = database.Open(database.Contoso);
        var stored = await db.AccountShares.SingleAsync(row => row.Date == new DateOnly(2026, 8, 4), Ct);
        Assert.Equal((100L, 1_186, 0, null, null, 10_000, 750), (stored.Impressions, (int?)stored.ImpressionShare, (int?)stored.LostToBudget, (int?)stored.LostToRank, (int?)stored.ExactMatchImpressionShare, (int?)stored.ClickShare, (int?)stored.TopImpressionShare));
        Assert.Null(stored.AudienceLostToRank);
    }

    [Fact]
    public async Task A_day_whose_shares_are_not_there_yet_is_provisional_until_they_are_or_a_week_has_passed()
    {
        string[] none = [Shares("2026-08-29"), Shares("2026-08-30")];
        await IngestAsync(ReportKind.AccountShare, Columns, none, complete: "8/31/2026 9:00:00 AM (GMT)");
        Assert.Equal((DayState.Provisional, DayState.Provisional), await StatesAsync());

        await IngestAsync(ReportKind.AccountShare, Columns, [Shares("2026-08-29", "5.00%"), none[1]], complete: "8/31/2026 9:00:00 AM (GMT)");
        Assert.Equal((DayState.Final, DayState.Provisional), await StatesAsync());

        await IngestAsync(ReportKind.AccountShare, Columns, none, complete: "9/09/2026 9:00:00 AM (GMT)");
        Assert.Equal((DayState.Final, DayState.Final), await StatesAsync());
    }

    private static string Columns => $"TimePeriod,AccountId,Impressions,{string.Join(',', ReportShape.Of(ReportKind.AccountShare).Shares.Select(share => share.Header))}";

    private static string Hour(string time, int clicks) => $"\"{time}\",\"180000001\",\"100\",\"{clicks}\",\"1.00\",\"0.00\",\"0.00\"";

    private static string Shares(string day, params string[] shares) =>
        string.Join(',', new[] { day, "180000001", "100" }.Concat(shares).Concat(Enumerable.Repeat("", ReportRow.MostShares - shares.Length)).Select(field => $"\"{field}\""));

    private Task<Ingested> IngestAsync(ReportKind report, string columns, string[] rows, Period? period = null, string? complete = null)
    {
        var file = new ReportText { Columns = columns };
        file = complete is null ? file : file with { CompleteUntil = complete };
        return ReportFiles.IngestAsync(database, database.Contoso, file.Zip(rows), report, period);
    }

    private async Task<(DayState, DayState)> StatesAsync()
    {
        await using var db = database.Open(database.Contoso);
        var marks = await db.DayMarks.Where(mark => mark.Report == ReportKind.AccountShare).ToDictionaryAsync(mark => mark.Date, mark => mark.State, Ct);
        return (marks[new(2026, 8, 29)], marks[new(2026, 8, 30)]);
    }
}
