using System.Text;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Tests.Infrastructure.Performance;

public sealed class ReportReaderTests
{
    [Fact]
    public void The_header_is_read_word_by_word()
    {
        using var reader = new ReportReader(new MemoryStream(new ReportText { Incomplete = "true" }.Csv()), ReportText.Target(ReportKind.Keyword));

        var moment = new DateTimeOffset(2026, 9, 9, 7, 35, 0, TimeSpan.Zero);
        Assert.Equal(
            new ReportHeader("(GMT+01:00) Brussels, Copenhagen, Madrid, Paris", moment, moment, true, 0, "8/1/2026,8/31/2026"),
            reader.Header);
    }

    [Theory]
    [InlineData("\r\n", true)]
    [InlineData("\n", true)]
    [InlineData("\n", false)]
    public void Rows_are_read_whatever_the_line_ends_and_with_or_without_a_mark(string newLine, bool bom)
    {
        var file = new ReportText { NewLine = newLine, Bom = bom }.Csv(ReportText.Keyword("2026-08-04", 7, 8), ReportText.Keyword("2026-08-05", 7, 8));

        var rows = ReportText.Read(file);

        Assert.Equal([new(7, 8, 0, new DateOnly(2026, 8, 4).DayNumber, 0), new(7, 8, 0, new DateOnly(2026, 8, 5).DayNumber, 0)], rows.Select(row => row.Key));
    }

    [Theory]
    [InlineData("0.17", 170_000)]
    [InlineData("1480.00", 1_480_000_000)]
    [InlineData("0.1", 100_000)]
    [InlineData("92233720367.99", 92_233_720_367_990_000)]
    [InlineData("0.0000005", 1)]
    [InlineData("-3.50", -3_500_000)]
    [InlineData("12", 12_000_000)]
    [InlineData("", 0)]
    [InlineData("--", 0)]
    public void Money_is_exact_to_the_millionth(string spend, long micros)
    {
        var row = Assert.Single(ReportText.Read(new ReportText().Csv(ReportText.Keyword("2026-08-04", 7, 8, spend: spend))));

        Assert.Equal(micros, row.SpendMicros);
    }

    [Fact]
    public void Fractions_of_conversions_and_all_other_values_are_kept()
    {
        var row = Assert.Single(ReportText.Read(new ReportText().Csv(ReportText.Keyword("2026-08-04", 7, 8, clicks: 3))));

        Assert.Equal(
            (400000001L, 10L, 3L, 170_000L, 50L, 12_340_000L),
            (row.CampaignId, row.Impressions, row.Clicks, row.SpendMicros, row.ConversionHundredths, row.RevenueMicros));
    }

    [Fact]
    public void Columns_are_found_by_name_wherever_they_stand()
    {
        const string Columns = "Revenue,Spend,Clicks,Impressions,ConversionsQualified,Currency,AccountId,TimePeriod";

        var row = Assert.Single(ReportText.Read(
            new ReportText { Columns = Columns }.Csv("\"9.00\",\"2.50\",\"4\",\"5\",\"1.00\",\"EUR\",\"180000001\",\"2026-08-04\""),
            ReportKind.Account));

        Assert.Equal((9_000_000L, 2_500_000L, 4L, 5L, 100L), (row.RevenueMicros, row.SpendMicros, row.Clicks, row.Impressions, row.ConversionHundredths));
    }

    [Theory]
    [InlineData("Microsoft Corporation")]
    [InlineData("©2026 Microsoft Corporation. All rights reserved. ")]
    [InlineData("Rows: 1")]
    [InlineData("say \"\"hello\"\", world")]
    [InlineData("two\r\nlines")]
    public void Text_that_looks_like_another_part_of_the_file_is_only_text(string text)
    {
        var file = new ReportText().Csv(ReportText.Keyword("2026-08-04", 7, 8, type: text), ReportText.Keyword("2026-08-05", 7, 8, type: text));

        Assert.Equal(2, ReportText.Read(file).Count);
    }

    [Fact]
    public void A_first_column_of_text_that_reads_like_the_footer_is_a_row()
    {
        var columns = "Keyword," + ReportText.KeywordColumns;

        var rows = ReportText.Read(new ReportText { Columns = columns }.Csv("\"Microsoft Corporation\"," + ReportText.Keyword("2026-08-04", 7, 8)));

        Assert.Single(rows);
    }

    [Fact]
    public void Rows_without_an_ad_group_are_skipped_and_counted()
    {
        var file = new ReportText().Csv(
            ReportText.Keyword("2026-08-04", 7, 8),
            ReportText.Keyword("2026-08-04", 7, 8).Replace("\"7\",\"8\"", "\"\",\"\"", StringComparison.Ordinal));
        using var reader = new ReportReader(new MemoryStream(file), ReportText.Target(ReportKind.Keyword));

        Assert.True(reader.Read(out _));
        Assert.False(reader.Read(out _));
        Assert.Equal((2L, 1L), (reader.Rows, reader.Skipped));
    }

    [Theory]
    [InlineData("promises 3 rows", 3, "2026-08-04", "1", "0.17", "180000001")]
    [InlineData("promises 1 rows", 1, "2026-08-04", "1", "0.17", "180000001")]
    [InlineData("not asked for", 2, "2026-09-01", "1", "0.17", "180000001")]
    [InlineData("TimePeriod", 2, "2026-02-30", "1", "0.17", "180000001")]
    [InlineData("TimePeriod", 2, "8/4/2026", "1", "0.17", "180000001")]
    [InlineData("Clicks", 2, "2026-08-04", "1.5x", "0.17", "180000001")]
    [InlineData("Spend", 2, "2026-08-04", "1", "1,480.00", "180000001")]
    [InlineData("Spend", 2, "2026-08-04", "1", "1e3", "180000001")]
    [InlineData("Spend", 2, "2026-08-04", "1", ".", "180000001")]
    [InlineData("Spend", 2, "2026-08-04", "1", "99999999999999.00", "180000001")]
    [InlineData("another account", 2, "2026-08-04", "1", "0.17", "180000002")]
    public void A_file_that_is_not_what_was_asked_for_is_refused(string because, int promised, string day, string clicks, string spend, string account)
    {
        var file = new ReportText { Rows = promised }.Csv(
            ReportText.Keyword("2026-08-03", 7, 8),
            $"\"{day}\",\"{account}\",\"400000001\",\"7\",\"9\",\"10\",\"{clicks}\",\"{spend}\",\"0.00\",\"0.00\",\"\"");

        var refused = Assert.Throws<ReportRefusedException>(() => ReportText.Read(file));

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        var refused = Assert.Throws<ReportRefusedException>(() => ReportText.Read(new ReportText { Columns = "TimePeriod,AccountId,Impressions" }.Csv()));

        Assert.Contains("CampaignId", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2026-08-04\",\"180000001\"")]
    [InlineData("\"not the footer\"")]
    [InlineData("\"2026-08-04\"x,\"180000001\"")]
    [InlineData("2026\"-08-04,180000001")]
    public void A_ragged_row_is_refused(string row) =>
        Assert.Throws<ReportRefusedException>(() => ReportText.Read(new ReportText { Rows = 0 }.Csv(row)));

    [Fact]
    public void Rows_below_the_footer_are_refused() =>
        Assert.Throws<ReportRefusedException>(() => ReportText.Read([.. new ReportText().Csv(), .. Encoding.UTF8.GetBytes(ReportText.Keyword("2026-08-04", 7, 8))]));

    [Fact]
    public void Records_longer_than_the_buffer_and_across_its_borders_are_read_as_they_stand()
    {
        var rows = Enumerable.Range(1, 3000).Select(keyword => ReportText.Keyword("2026-08-04", 7, keyword, type: new string('x', keyword % 700))).ToArray();
        rows[1500] = ReportText.Keyword("2026-08-04", 7, 1501, type: new string('"', 2 * 200_000));

        Assert.Equal(Enumerable.Range(1, 3000).Select(id => (long)id), ReportText.Read(new ReportText().Csv(rows)).Select(row => row.Second));
    }
}
