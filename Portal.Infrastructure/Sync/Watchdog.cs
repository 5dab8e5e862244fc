namespace Portal.Infrastructure.Sync;

/// <summary>
/// Ends a step that stands still. It believes in progress only: a process that lives and renews its lease may hang all the same.
/// </summary>
public sealed class Watchdog(TimeProvider clock)
{
    private CancellationTokenSource? patience;
    private TimeSpan budget;

    /// <summary>False when the work was cut, because nothing moved for <paramref name="mayStandStill"/>.</summary>
    public async Task<bool> WatchAsync(TimeSpan mayStandStill, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var watched = new CancellationTokenSource(mayStandStill, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, watched.Token);
        (patience, budget) = (watched, mayStandStill);
        try
        {
            await work(either.Token);
            return true;
        }
        catch (Exception) when (watched.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // What a cut call throws depends on where it stood.
            return false;
        }
        finally
        {
            patience = null;
        }
    }

    /// <summary>Something moved: the time begins anew.</summary>
    public void Moved() => patience?.CancelAfter(budget);
}
