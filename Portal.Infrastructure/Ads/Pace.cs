using System.Collections.Concurrent;
using Portal.Domain.Ads;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>
/// How many calls may be under way, by service and customer, as Microsoft lets each process find out: its own numbers are not
/// published. See docs/decisions/0011-pace-and-turns.md for why this lives in the process.
/// </summary>
internal sealed class Pace(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(AdsService, string), Gate> gates = new();

    /// <summary>Accounts that had as many downloads in work as they may, and for how long they are left alone.</summary>
    private readonly ConcurrentDictionary<string, Hold> full = new();

    public Gate GateOf(AdsService service, string whom) => gates.GetOrAdd((service, whom), _ => new Gate(clock));

    /// <summary>Microsoft takes no more downloads of the account for now (4204), whoever asks for them.</summary>
    public void LeaveAlone(string account, TimeSpan pause) => full.GetOrAdd(account, _ => new Hold(clock)).Begin(pause);

    /// <summary><see cref="AdsApiException"/> (Throttled) says when to come back, while the account is to be left alone.</summary>
    public void RefuseIfFull(string account)
    {
        if (full.TryGetValue(account, out var hold) && hold.Left is var left && left > TimeSpan.Zero)
        {
            throw Gate.Later(left);
        }
    }
}

/// <summary>
/// The places for calls at one service for one customer. Each success makes room for a little more; a refusal for too many calls halves
/// it and keeps everybody out for as long as Microsoft asks. A call that a person waits for is let in before the others, and has a place
/// that they never get.
/// </summary>
internal sealed class Gate(TimeProvider clock)
{
    public const int Most = 20;
    private const int AtFirst = 5;

    /// <summary>For calls that a person waits for, beyond the limit.</summary>
    private const int Reserved = 2;

    /// <summary>A background call that would wait longer gives its worker back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Hold pause = new(clock);
    private readonly LinkedList<Waiting> urgent = [];
    private readonly LinkedList<Waiting> patient = [];
    private double limit = AtFirst;
    private int inside;
    private int generation;

    public int Limit => (int)limit;

    /// <summary>Waits for a place. <see cref="AdsApiException"/> (Throttled) says when to come back, where that is not soon.</summary>
    /// <returns>What <see cref="Leave"/> wants to have back.</returns>
    public async Task<int> EnterAsync(bool isUrgent, CancellationToken ct)
    {
        Waiting waiting;
        lock (gate)
        {
            var held = pause.Left;
            if (held > (isUrgent ? Patience * 3 : Patience))
            {
                throw Later(held);
            }

            if (held <= TimeSpan.Zero && MayEnter(isUrgent))
            {
                inside++;
                return generation;
            }

            waiting = new(isUrgent);
            waiting.Node = (isUrgent ? urgent : patient).AddLast(waiting);
        }

        return await WaitAsync(waiting, ct);
    }

    /// <param name="entered">From <see cref="EnterAsync"/>: of the calls that were under way together one halves the limit, not each.</param>
    /// <param name="hold">How long Microsoft wants to be left alone; null when the call was not throttled.</param>
    public void Leave(int entered, TimeSpan? hold, bool succeeded)
    {
        lock (gate)
        {
            inside--;
            if (hold is { } asked)
            {
                pause.Begin(asked);
                if (entered == generation)
                {
                    limit = Math.Max(1, limit / 2);
                    generation++;
                }
            }
            else if (succeeded)
            {
                limit = Math.Min(Most, limit + 1 / limit);
            }

            LetIn();
        }
    }

    private async Task<int> WaitAsync(Waiting waiting, CancellationToken ct)
    {
        using var timer = waiting.IsUrgent ? null : clock.CreateTimer(_ => GiveUp(waiting), null, Patience, Timeout.InfiniteTimeSpan);
        TimeSpan held;
        lock (gate)
        {
            held = pause.Left;
        }

        // Nobody leaves during a hold, so nobody else would let the first ones in.
        using var end = held > TimeSpan.Zero ? clock.CreateTimer(_ => Open(), null, held, Timeout.InfiniteTimeSpan) : null;
        await using var stop = ct.Register(() => Cancel(waiting, ct));
        return await waiting.Entry.Task;
    }

    private bool MayEnter(bool isUrgent) => isUrgent ? inside < Limit + Reserved : inside < Limit && urgent.Count == 0 && patient.Count == 0;

    private void Open()
    {
        lock (gate)
        {
            LetIn();
        }
    }

    private void LetIn()
    {
        if (pause.Left > TimeSpan.Zero)
        {
            return;
        }

        while ((urgent.First ?? patient.First) is { } first && inside < Limit + (first.Value.IsUrgent ? Reserved : 0))
        {
            Remove(first.Value);
            inside++;
            first.Value.Entry.TrySetResult(generation);
        }
    }

    private void GiveUp(Waiting waiting)
    {
        lock (gate)
        {
            var held = pause.Left;
            if (Remove(waiting))
            {
                waiting.Entry.TrySetException(Later(held > TimeSpan.Zero ? held : WhenFull));
            }
        }
    }

    private void Cancel(Waiting waiting, CancellationToken ct)
    {
        lock (gate)
        {
            if (Remove(waiting))
            {
                waiting.Entry.TrySetCanceled(ct);
            }
        }
    }

    private static bool Remove(Waiting waiting)
    {
        if (waiting.Node is not { List: { } list } node)
        {
            return false;
        }

        list.Remove(node);
        return true;
    }

    /// <summary>With code 0: it is ours, not Microsoft's.</summary>
    internal static AdsApiException Later(TimeSpan wait) => new(AdsFault.Throttled, 0, "The call would have to wait longer for its pace than it may.", null, wait);

    private sealed class Waiting(bool isUrgent)
    {
        public bool IsUrgent => isUrgent;

        public LinkedListNode<Waiting>? Node { get; set; }

        public TaskCompletionSource<int> Entry { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
