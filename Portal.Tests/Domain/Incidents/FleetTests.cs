using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Tenancy;

namespace Portal.Tests.Domain.Incidents;

public sealed class FleetTests
{
    private const string Cause = "invalid_grant";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Tenant>[] Tenants = [Id<Tenant>.New(Now), Id<Tenant>.New(Now), Id<Tenant>.New(Now)];

    [Theory]
    [InlineData(5, 2, 0, true)]
    [InlineData(4, 2, 0, false)]
    [InlineData(5, 1, 0, false)]
    [InlineData(5, 2, 19, true)]
    [InlineData(5, 2, 20, false)]
    public void It_takes_five_connections_of_two_tenants_and_more_than_a_fifth_of_all(int failing, int tenants, int working, bool isAlike)
    {
        var fleet = new Fleet([.. Some(failing, tenants, Cause), .. Some(working, 3, null)]);

        Assert.Equal(isAlike, fleet.FailsAlike(Cause));
    }

    [Fact]
    public void Failures_of_other_causes_do_not_count() =>
        Assert.False(new Fleet([.. Some(4, 3, Cause), .. Some(4, 3, "invalid_grant 70000")]).FailsAlike(Cause));

    [Fact]
    public void Of_each_connection_the_last_attempt_counts()
    {
        var failed = Some(12, 3, Cause).ToList();

        Assert.False(new Fleet([.. failed, .. failed.Select(one => one with { At = Now.AddMinutes(1), Cause = null })]).FailsAlike(Cause));
    }

    [Theory]
    [InlineData(12, 0, false)]
    [InlineData(12, 9, false)]
    [InlineData(12, 10, true)]
    [InlineData(1, 1, true)]
    public void It_has_healed_when_at_most_a_fifth_of_those_affected_still_fails(int affected, int healed, bool isOver)
    {
        var failed = Some(affected, 3, Cause).ToList();
        var fleet = new Fleet([.. failed, .. failed.Take(healed).Select(one => one with { At = Now.AddMinutes(5), Cause = null }), .. Some(20, 3, null)]);

        Assert.Equal(isOver, fleet.HasHealed(Cause, Now));
    }

    [Fact]
    public void What_nobody_was_affected_by_is_over_when_any_refresh_has_gone_through_since()
    {
        Assert.False(new Fleet(Some(3, 1, null)).HasHealed(Cause, Now));
        Assert.True(new Fleet(Some(3, 1, null)).HasHealed(Cause, Now.AddMinutes(-1)));
    }

    [Theory]
    [InlineData(2, 2, null, true)]
    [InlineData(2, 1, null, false)]
    [InlineData(1, 1, null, false)]
    [InlineData(2, 2, -1, true)]
    [InlineData(2, 2, 1, false)]
    public void A_small_fleet_fails_throughout_when_two_tenants_do_and_nobody_has_gone_through_since(int failing, int tenants, int? wentThroughAfter, bool isThroughout)
    {
        var through = wentThroughAfter is { } minutes ? Some(1, 1, null).Select(one => one with { At = Now.AddMinutes(minutes) }) : [];

        Assert.Equal(isThroughout, new Fleet([.. Some(failing, tenants, Cause), .. through]).FailsThroughout(Cause));
    }

    [Theory]
    [InlineData(1, 0, 0, 4, true)]
    [InlineData(3, 0, 0, 4, false)]
    [InlineData(3, 1, 0, 4, true)]
    [InlineData(3, 1, 1, 4, false)]
    [InlineData(3, 2, 1, 4, true)]
    [InlineData(3, 0, 2, 4, false)]
    [InlineData(3, 0, 0, 1440, true)]
    public void A_refusal_without_a_cause_is_a_logins_own_when_more_others_went_through_since_than_failed_alike(int logins, int through, int alike, int minutes, bool isOwn)
    {
        var own = Id<Connection>.New(Now);
        var fleet = new Fleet([new(Tenants[0], own, Now, Cause), .. Some(through, 3, null), .. Some(alike, 3, Cause)]);

        Assert.Equal(isOwn, fleet.IsOwn(own, Cause, Now, Now.AddMinutes(minutes), logins));
    }

    [Fact]
    public void Those_who_went_through_before_the_first_refusal_say_nothing_of_it()
    {
        var own = Id<Connection>.New(Now);
        var fleet = new Fleet([new(Tenants[0], own, Now, Cause), .. Some(9, 3, null).Select(one => one with { At = Now.AddMinutes(-1) })]);

        Assert.False(fleet.IsOwn(own, Cause, Now, Now.AddHours(1), 10));
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(5, 20, false)]
    public void What_began_as_everybodys_turned_out_few_when_as_many_others_went_through_since(int failing, int through, bool isFew)
    {
        var fleet = new Fleet([.. Some(failing, 2, Cause), .. Some(through, 3, null).Select(one => one with { At = Now.AddMinutes(1) })]);

        Assert.Equal(isFew, fleet.TurnedOutFew(Cause));
    }

    private static IEnumerable<RefreshTry> Some(int count, int tenants, string? cause) =>
        Enumerable.Range(0, count).Select(number => new RefreshTry(Tenants[number % tenants], Id<Connection>.New(Now), Now, cause));
}
