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

    private static IEnumerable<RefreshTry> Some(int count, int tenants, string? cause) =>
        Enumerable.Range(0, count).Select(number => new RefreshTry(Tenants[number % tenants], Id<Connection>.New(Now), Now, cause));
}
