using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;

namespace Portal.Tests.Domain.Sync;

public sealed class FairOrderTests
{
    private const int Places = 16;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Fifty_small_ones_beside_a_big_one_are_each_called_as_often_as_it_is()
    {
        var big = Some(waiting: 500);
        List<TenantInLine> line = [big, .. Enumerable.Range(0, 50).Select(_ => Some(waiting: 3))];

        var called = Serve(line, turns: 51);

        Assert.All(called.Values, times => Assert.Equal(1, times));
        Assert.Equal(51, called.Count);
    }

    [Fact]
    public void Twice_the_weight_is_twice_as_many_turns()
    {
        var (heavy, light) = (Some(waiting: 500, weight: 2), Some(waiting: 500));

        var called = Serve([heavy, light], turns: 300);

        Assert.Equal((200, 100), (called[heavy.Tenant], called[light.Tenant]));
    }

    [Fact]
    public void Who_is_alone_has_every_place()
    {
        Assert.Equal(Places, Fill([Some(waiting: 500)]).Single().Called);
    }

    [Fact]
    public void Places_that_others_have_no_use_for_are_the_big_ones()
    {
        var line = Fill([Some(waiting: 500), Some(waiting: 1), Some(waiting: 1)]);

        Assert.Equal([14, 1, 1], line.Select(one => one.Called));
    }

    [Fact]
    public void Who_has_more_than_its_part_waits_while_others_are_about_to_come_back()
    {
        var big = Some(waiting: 500, used: 0) with { Called = 8 };
        var small = Some(waiting: 0, used: 100) with { Soon = 20 };

        Assert.Null(FairOrder.Next([big, small], Places));
        Assert.NotNull(FairOrder.Next([big, small with { Soon = 2 }], Places));
    }

    [Fact]
    public void Nobody_is_called_when_every_place_is_taken()
    {
        Assert.Null(FairOrder.Next([Some(waiting: 1), Some(waiting: 0) with { Called = Places }], Places));
    }

    [Fact]
    public void Numbers_in_the_line_count_those_who_are_called_before()
    {
        var (first, second) = (Some(waiting: 3, used: 0), Some(waiting: 2, used: 0.5));

        // first 0, second 0.5, first 1, second 1.5, first 2
        Assert.Equal([2, 4], FairOrder.Numbers([first, second], second.Tenant, 10));
        Assert.Equal([1, 3], FairOrder.Numbers([first, second], first.Tenant, 2));
        Assert.Empty(FairOrder.Numbers([first], second.Tenant, 10));
    }

    [Fact]
    public void Who_was_away_has_saved_nothing_up_and_lost_nothing()
    {
        var (behind, ahead) = (new SyncShare(default, 3), new SyncShare(default, 70));

        behind.Begin(50);
        ahead.Begin(50);

        Assert.Equal((50.0, 70.0), (behind.Used, ahead.Used));
    }

    private static TenantInLine Some(int waiting, int weight = 1, double used = 0) => new(Id<Tenant>.New(Now), weight, used, waiting, 0, 0, Now);

    /// <summary>One place; each turn ends before the next.</summary>
    private static Dictionary<Id<Tenant>, int> Serve(List<TenantInLine> line, int turns)
    {
        var called = new Dictionary<Id<Tenant>, int>();
        for (var turn = 0; turn < turns; turn++)
        {
            var next = FairOrder.Next(line, 1)!;
            called[next.Tenant] = called.GetValueOrDefault(next.Tenant) + 1;
            line[line.IndexOf(next)] = next.Call() with { Called = 0 };
        }

        return called;
    }

    private static List<TenantInLine> Fill(List<TenantInLine> line)
    {
        while (FairOrder.Next(line, Places) is { } next)
        {
            line[line.IndexOf(next)] = next.Call();
        }

        return line;
    }
}
