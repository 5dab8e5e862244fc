using Portal.Domain.Ads;
using Portal.Emulator;
using Portal.Infrastructure.Ads;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Ads;

public sealed class GateTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);
    private readonly EmulatorClock clock = new(TimeProvider.System, new StateFile(null), new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Success_makes_room_for_one_more_after_a_whole_round()
    {
        var gate = new Gate(clock);
        var first = gate.Limit;

        for (var call = 0; call <= first; call++)
        {
            gate.Leave(await gate.EnterAsync(false, CancellationToken.None), null, succeeded: true);
        }

        Assert.Equal(first + 1, gate.Limit);
    }

    [Fact]
    public async Task Calls_that_are_refused_together_halve_it_once_and_nobody_calls_for_a_minute()
    {
        var gate = new Gate(clock);
        var (one, other) = (await gate.EnterAsync(false, CancellationToken.None), await gate.EnterAsync(false, CancellationToken.None));

        gate.Leave(one, Hold, succeeded: false);
        gate.Leave(other, Hold, succeeded: false);

        Assert.Equal(2, gate.Limit);
        var fault = await Assert.ThrowsAsync<AdsApiException>(() => gate.EnterAsync(false, CancellationToken.None));
        Assert.Equal((AdsFault.Throttled, Hold), (fault.Fault, fault.RetryAfter));
        clock.Advance(Hold);
        await gate.EnterAsync(false, CancellationToken.None);
    }

    [Fact]
    public async Task A_hold_does_not_grow_with_a_clock_that_is_set_back()
    {
        var portal = new SwiftClock(clock) { Ahead = TimeSpan.FromDays(1) };
        var gate = new Gate(portal);
        gate.Leave(await gate.EnterAsync(false, CancellationToken.None), Hold, succeeded: false);

        portal.Ahead = default;

        var fault = await Assert.ThrowsAsync<AdsApiException>(() => gate.EnterAsync(false, CancellationToken.None));
        Assert.Equal(Hold, fault.RetryAfter);
        clock.Advance(Hold);
        await gate.EnterAsync(false, CancellationToken.None);
    }

    [Fact]
    public void An_account_whose_downloads_are_left_alone_is_asked_again_after_the_pause_though_the_clock_was_set_back()
    {
        var portal = new SwiftClock(clock) { Ahead = TimeSpan.FromDays(1) };
        var pace = new Pace(portal);
        pace.LeaveAlone("180000001", Hold);

        portal.Ahead = default;

        Assert.Equal(Hold, Assert.Throws<AdsApiException>(() => pace.RefuseIfFull("180000001")).RetryAfter);
        pace.RefuseIfFull("180000002");
        clock.Advance(Hold);
        pace.RefuseIfFull("180000001");
    }

    [Fact]
    public async Task A_call_that_a_person_waits_for_has_a_place_when_all_are_taken_and_overtakes_those_that_wait()
    {
        var gate = new Gate(clock);
        var inside = new List<int>();
        for (var call = 0; call < gate.Limit; call++)
        {
            inside.Add(await gate.EnterAsync(false, CancellationToken.None));
        }

        var patient = gate.EnterAsync(false, CancellationToken.None);
        inside.Add(await gate.EnterAsync(true, CancellationToken.None));
        inside.Add(await gate.EnterAsync(true, CancellationToken.None));
        var urgent = gate.EnterAsync(true, CancellationToken.None);
        Assert.False(urgent.IsCompleted);

        gate.Leave(inside[0], null, succeeded: false);

        await urgent.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(patient.IsCompleted);
    }

    [Fact]
    public async Task A_background_call_that_would_wait_for_long_says_when_to_come_back()
    {
        // On this clock the few seconds that it may wait are over at once.
        var gate = new Gate(new SwiftClock(clock));
        for (var call = 0; call < gate.Limit; call++)
        {
            await gate.EnterAsync(false, CancellationToken.None);
        }

        var fault = await Assert.ThrowsAsync<AdsApiException>(() => gate.EnterAsync(false, CancellationToken.None));

        Assert.Equal((AdsFault.Throttled, 0), (fault.Fault, fault.Code));
        Assert.True(fault.RetryAfter > TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Whoever_gives_up_leaves_no_place_taken()
    {
        var gate = new Gate(clock);
        var inside = new List<int>();
        for (var call = 0; call < gate.Limit; call++)
        {
            inside.Add(await gate.EnterAsync(false, CancellationToken.None));
        }

        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync(false, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        gate.Leave(inside[0], null, succeeded: false);
        await gate.EnterAsync(false, CancellationToken.None);
    }
}
