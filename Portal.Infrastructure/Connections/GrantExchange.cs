using System.Diagnostics.CodeAnalysis;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>One exchange of a grant's refresh token, under its lease and with its line in the journal: call, store.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class GrantExchange(PortalDb db, HeldRefreshTokens held, ReceivedTokens received, RefreshFailures failures, GrantLease lease, TimeProvider clock)
{
    /// <summary>Tokens that are stored, a failure that is noted, or null when somebody else moved the grant on.</summary>
    /// <param name="standing">As it was when the lease was taken.</param>
    /// <param name="newest">Its refresh token, opened.</param>
    /// <param name="attempt">The journal's line, stored before.</param>
    public async Task<TokenAnswer?> RunAsync(StandingGrant standing, RefreshToken newest, RefreshAttempt attempt)
    {
        var grant = standing.Grant;
        if (!lease.IsAmple(attempt) && !await lease.KeepAsync(grant))
        {
            // This process stood still for longer than the lease: whoever holds it now asks.
            attempt.Conclude(RefreshOutcome.Failed, clock.GetUtcNow(), means: FailureClass.Race);
            await db.SaveChangesAsync();
            return null;
        }

        var (answer, used) = await held.AskAsync(grant, newest);
        if (answer.IsFailure)
        {
            return await failures.SettleAsync(grant, lease.Owner, attempt, answer);
        }

        if (!await received.StoreAsync(grant, attempt, answer.Tokens, used))
        {
            return null;
        }

        if (standing.Connection.FailingSince is not null)
        {
            await failures.RecoverAsync(grant.ConnectionId);
        }

        return answer;
    }
}
