using Portal.Domain;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class DayLedgerTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_is_what_its_mark_says_and_missing_without_one()
    {
        var facts = Facts(marks: new() { [Ago(3)] = new(DayState.Final, Noon), [Ago(1)] = new(DayState.Provisional, Noon) });

        Assert.Equal([LedgerState.Final, LedgerState.Missing, LedgerState.Provisional, LedgerState.Missing], States(facts, 3));
    }

    [Fact]
    public void What_is_stored_stands_and_a_failed_try_is_told_beside_it_until_the_day_was_read_after_it()
    {
        var failure = new FailedTry(new(Ago(2), Ago(1)), Noon, "Microsoft could not make the report.");
        var facts = Facts(marks: new() { [Ago(2)] = new(DayState.Final, Noon.AddHours(-1)), [Ago(1)] = new(DayState.Final, Noon.AddHours(1)) }, failures: failure);

        var days = facts.Days(new(Ago(3), Ago(1)));

        Assert.Equal([LedgerState.Missing, LedgerState.Final, LedgerState.Final], days.Select(day => day.State));
        Assert.Equal(("What is stored stays. The last try to read it again failed: Microsoft could not make the report.", Noon.AddHours(-1)), (days[1].Why, days[1].ReadAt));
        Assert.Null(days[2].Why);
    }

    [Fact]
    public void A_day_is_trusted_as_far_by_the_ledger_as_by_the_totals_that_it_is_part_of()
    {
        var failure = new FailedTry(new(Ago(3), Ago(1)), Noon, "Microsoft could not make the report.");
        Dictionary<DateOnly, ReadDay> marks = new() { [Ago(3)] = new(DayState.Final, Noon.AddHours(-1)), [Ago(2)] = new(DayState.Provisional, Noon.AddHours(-1)) };
        var account = new Portal.Domain.Ads.AdsId<Portal.Domain.Ads.AdsAccount>(1);

        var ledger = Facts(marks: marks, failures: failure).Days(new(Ago(3), Ago(1)));
        var totals = Finality.Of(new(Ago(3), Ago(1)), new HashSet<Portal.Domain.Ads.AdsId<Portal.Domain.Ads.AdsAccount>> { account }, marks.Select(mark => new MarkedDay(account, mark.Key, mark.Value.State)));

        Assert.Equal([LedgerState.Final, LedgerState.Provisional, LedgerState.Failed], ledger.Select(day => day.State));
        Assert.Equal([DayTrust.Final, DayTrust.Provisional, DayTrust.Missing], ledger.Select(day => totals[day.Day]));
    }

    [Fact]
    public void Days_before_the_first_one_are_not_selected_until_a_back_fill_wants_them()
    {
        var first = Ago(89);

        Assert.Equal([LedgerState.NotSelected, LedgerState.Missing], Facts().Days(new(first.AddDays(-1), first)).Select(day => day.State));
        Assert.Equal([LedgerState.NotSelected, LedgerState.Missing, LedgerState.Missing], Facts(backFilledFrom: first.AddDays(-1)).Days(new(first.AddDays(-2), first)).Select(day => day.State));
    }

    [Fact]
    public void A_hole_behind_days_that_were_read_long_ago_is_missing()
    {
        var facts = Facts(read: ReadDays.None.With(new(Ago(300), Ago(200)), Ago(199)));

        Assert.Equal([LedgerState.NotSelected, LedgerState.Missing], facts.Days(new(Ago(301), Ago(300))).Select(day => day.State));
        Assert.Equal(LedgerState.Missing, facts.Days(new(Ago(150), Ago(150)))[0].State);
    }

    [Fact]
    public void What_microsoft_no_longer_has_is_not_selected_even_where_a_try_failed()
    {
        var day = Today.AddMonths(-36);
        var facts = Facts(backFilledFrom: day, failures: new FailedTry(new(day, day.AddDays(1)), Noon, "Too early."));

        Assert.Equal([LedgerState.NotSelected, LedgerState.Failed], facts.Days(new(day, day.AddDays(1))).Select(one => one.State));
    }

    [Fact]
    public void Nothing_of_an_account_that_is_not_chosen_is_selected() =>
        Assert.Equal(LedgerState.NotSelected, (Facts(marks: new() { [Ago(1)] = new(DayState.Final, Noon) }) with { IsChosen = false }).Days(new(Ago(1), Ago(1)))[0].State);

    [Fact]
    public void Days_that_have_not_begun_are_not_in_the_ledger() => Assert.Equal(Today, Assert.Single(Facts().Days(new(Today, Today.AddDays(5)))).Day);

    [Fact]
    public void Days_in_a_row_that_stand_alike_are_told_together()
    {
        LedgerDay[] days = [new(Ago(4), LedgerState.Final, Noon), new(Ago(3), LedgerState.Final, Noon.AddDays(-1)), new(Ago(2), LedgerState.Missing), new(Ago(1), LedgerState.Final, Noon)];

        Assert.Equal(
            [new(new(Ago(1), Ago(1)), LedgerState.Final, Noon, null), new(new(Ago(2), Ago(2)), LedgerState.Missing, null, null), new(new(Ago(4), Ago(3)), LedgerState.Final, Noon.AddDays(-1), null)],
            LedgerStretch.Of(days));
    }

    private static DateOnly Ago(int days) => Today.AddDays(-days);

    private static IEnumerable<LedgerState> States(LedgerFacts facts, int days) => facts.Days(new Period(Ago(days), Today)).Select(day => day.State);

    private static LedgerFacts Facts(ReadDays? read = null, DateOnly? backFilledFrom = null, Dictionary<DateOnly, ReadDay>? marks = null, params FailedTry[] failures) =>
        new(ReportKind.Account, true, Today, read ?? ReadDays.None, backFilledFrom, marks ?? [], failures);
}
