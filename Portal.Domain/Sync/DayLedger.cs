namespace Portal.Domain.Sync;

/// <summary>How one day of one account's report stands.</summary>
public enum LedgerState
{
    Final = 1,

    /// <summary>Stored, but read before the day was complete.</summary>
    Provisional = 2,

    /// <summary>Wanted, and not read yet.</summary>
    Missing = 3,

    /// <summary>Nothing of it is here, and the last try to read it failed.</summary>
    Failed = 4,

    /// <summary>Nobody asked for it: the account is not chosen, the day lies before its first one, or Microsoft no longer has it.</summary>
    NotSelected = 5,
}

/// <summary>A day of the ledger.</summary>
/// <param name="ReadAt">When it was last read; null: never.</param>
/// <param name="Why">The failure in words, where the last try ended in one; also of a day that an earlier try had stored.</param>
public sealed record LedgerDay(DateOnly Day, LedgerState State, DateTimeOffset? ReadAt = null, string? Why = null);

/// <summary>When and in which state a day was last stored.</summary>
public readonly record struct ReadDay(DayState State, DateTimeOffset At);

/// <summary>A try to read <paramref name="Period"/> that was given up at <paramref name="At"/>.</summary>
public sealed record FailedTry(Period Period, DateTimeOffset At, string Sentence);

/// <summary>What is kept of one account's report; the days' states follow from it and are stored nowhere.</summary>
/// <param name="Today">The account's.</param>
/// <param name="Read">The days that were read.</param>
/// <param name="BackFilledFrom">The day from which somebody wants the years before; null: nobody does.</param>
public sealed record LedgerFacts(
    ReportKind Report, bool IsChosen, DateOnly Today, ReadDays Read, DateOnly? BackFilledFrom, IReadOnlyDictionary<DateOnly, ReadDay> Marks, IReadOnlyList<FailedTry> Failures)
{
    /// <summary>Every day from here on is wanted: a first sync's, those that were read since, and those of a back-fill, as far as Microsoft has them.</summary>
    private DateOnly FirstWanted { get; } = SyncPlan.Later(
        new[] { Today.AddDays(1 - Report.FirstDays()), Read.Oldest ?? Today, BackFilledFrom ?? Today }.Min(), Report.Earliest(Today));

    /// <summary>The days of <paramref name="period"/> that have begun in the account's zone, the oldest first.</summary>
    public IReadOnlyList<LedgerDay> Days(Period period) => [.. period.EachDay().TakeWhile(day => day <= Today).Select(Of)];

    private LedgerDay Of(DateOnly day)
    {
        if (!IsChosen)
        {
            return new(day, LedgerState.NotSelected);
        }

        var read = Marks.TryGetValue(day, out var mark) ? mark : default(ReadDay?);
        var failure = Failures.Where(one => one.Period.Contains(day) && !(one.At <= read?.At)).MaxBy(one => one.At);

        // What is stored stands as it was stored, which is what the totals say as well; that it could not be read again is told beside it.
        return read is { } known ? new(day, known.State == DayState.Final ? LedgerState.Final : LedgerState.Provisional, known.At, failure is null ? null : $"What is stored stays. The last try to read it again failed: {failure.Sentence}")
            : failure is not null && day >= Report.Earliest(Today) ? new(day, LedgerState.Failed, null, failure.Sentence)
            : new(day, day >= FirstWanted ? LedgerState.Missing : LedgerState.NotSelected);
    }
}

/// <summary>Days in a row that stand alike.</summary>
public sealed record LedgerStretch(Period Period, LedgerState State, DateTimeOffset? ReadAt, string? Why)
{
    /// <summary>The newest first. Of days that were read at different times, the oldest reading counts.</summary>
    public static IReadOnlyList<LedgerStretch> Of(IReadOnlyList<LedgerDay> days)
    {
        var stretches = new List<LedgerStretch>();
        foreach (var day in days)
        {
            if (stretches is [.., var last] && last.State == day.State && last.Why == day.Why && last.Period.To.AddDays(1) == day.Day)
            {
                stretches[^1] = last with { Period = last.Period with { To = day.Day }, ReadAt = day.ReadAt < last.ReadAt ? day.ReadAt : last.ReadAt };
            }
            else
            {
                stretches.Add(new(new(day.Day, day.Day), day.State, day.ReadAt, day.Why));
            }
        }

        stretches.Reverse();
        return stretches;
    }
}
