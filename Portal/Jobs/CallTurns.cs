using Hangfire;

namespace Portal.Jobs;

/// <summary>
/// At the moment at which an account is due again: calls whoever is next, as far as there is a place. Each minute as well, so that a job that
/// was lost delays nobody for longer.
/// </summary>
[AutomaticRetry(Attempts = 3)]
public sealed class CallTurns(SyncTurns turns)
{
    public Task RunAsync(CancellationToken ct) => turns.CallAsync(ct);
}
