using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Tests.Sync;

public sealed class FinalityTests
{
    private static readonly DateOnly First = new(2026, 11, 20);
    private static readonly AdsId<AdsAccount> One = new(1);
    private static readonly AdsId<AdsAccount> Other = new(2);

    [Fact]
    public void Every_day_of_every_account_final_needs_no_words()
    {
        var finality = Of([One, Other], Mark(One, 0), Mark(One, 1), Mark(One, 2), Mark(Other, 0), Mark(Other, 1), Mark(Other, 2));

        Assert.True(finality.IsFinal);
        Assert.Null(finality.Sentence);
    }

    [Fact]
    public void A_day_is_worth_its_least_trusted_account()
    {
        var finality = Of([One, Other], Mark(One, 0), Mark(Other, 0), Mark(One, 1), Mark(Other, 1, DayState.Provisional), Mark(One, 2));

        Assert.Equal([DayTrust.Final, DayTrust.Provisional, DayTrust.Missing], [finality[First], finality[First.AddDays(1)], finality[First.AddDays(2)]]);
        Assert.Equal("1 of 3 days provisional, 1 missing", finality.Sentence);
    }

    [Fact]
    public void Marks_of_other_accounts_and_days_count_nothing() =>
        Assert.Equal("3 of 3 days missing", Of([One], Mark(Other, 0), Mark(One, -1), Mark(One, 3)).Sentence);

    [Fact]
    public void A_mark_that_comes_twice_does_not_stand_in_for_another_account() =>
        Assert.Equal(DayTrust.Missing, Of([One, Other], Mark(One, 0), Mark(One, 0))[First]);

    [Fact]
    public void Without_accounts_nothing_is_final() => Assert.Equal(3, Of([]).Missing);

    private static Finality Of(HashSet<AdsId<AdsAccount>> accounts, params MarkedDay[] marks) => Finality.Of(new Period(First, First.AddDays(2)), accounts, marks);

    private static MarkedDay Mark(AdsId<AdsAccount> account, int day, DayState state = DayState.Final) => new(account, First.AddDays(day), state);
}
