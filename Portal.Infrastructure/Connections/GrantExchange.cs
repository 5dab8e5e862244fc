using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>One exchange of a grant's refresh token, under its lease and with its line in the journal: call, store.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class GrantExchange(PortalDb db, WriteTurns turns, TokenVault vault, HeldRefreshTokens tokens, RefreshFailures failures, GrantLease lease, IncidentBook incidents, TimeProvider clock, ILogger<GrantExchange> logger)
{
    private const int StoreTries = 3;

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

        var (answer, used) = await tokens.AskAsync(grant, newest);
        if (answer.IsFailure)
        {
            return await failures.SettleAsync(grant, lease.Owner, attempt, answer);
        }

        if (!await StoreAsync(grant, attempt, answer.Tokens, used))
        {
            Log.FencedOff(logger, grant.ConnectionId.Value, grant.Generation);
            return null;
        }

        if (standing.Connection.FailingSince is not null)
        {
            await RecoverAsync(grant.ConnectionId);
        }

        return answer;
    }

    /// <summary>
    /// Both tokens and the next generation in one statement, and only while the lease of this generation is ours; what the journal says
    /// of it in the same transaction.
    /// </summary>
    private async Task<bool> StoreAsync(Grant grant, RefreshAttempt attempt, TokenSet received, byte[] used)
    {
        var now = clock.GetUtcNow();
        var stored = await PersistentlyAsync(async () =>
        {
            var (access, refresh, kept) = await vault.SealAsync(received, used, grant.ConnectionId, CancellationToken.None);
            var (previous, previousUntil) = received.Refresh is null ? (grant.PreviousRefreshToken, grant.PreviousUntil) : (kept, now + Grant.Fallback);
            await using var turn = await turns.BeginAsync(db);
            var isOurs = await db.Grants
                .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.LeaseOwner == lease.Owner)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(row => row.AccessToken, access)
                    .SetProperty(row => row.RefreshToken, refresh)
                    .SetProperty(row => row.PreviousRefreshToken, previous)
                    .SetProperty(row => row.PreviousUntil, previousUntil)
                    .SetProperty(row => row.AccessTokenExpiresAt, received.ExpiresAt)
                    .SetProperty(row => row.IssuedAt, now)
                    .SetProperty(row => row.Generation, grant.Generation + 1)
                    .SetProperty(row => row.LeaseOwner, (string?)null)
                    .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(row => row.RetryAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.Failures, 0)) == 1;
            attempt.Conclude(isOurs ? RefreshOutcome.Stored : RefreshOutcome.FencedOff, now, kept: isOurs ? null : refresh, means: used == grant.RefreshToken ? null : FailureClass.SelfHealed);
            await db.SaveChangesAsync(acceptAllChangesOnSuccess: false);
            await turn.CommitAsync();
            return isOurs;
        });
        db.ChangeTracker.AcceptAllChanges();
        return stored;
    }

    private async Task RecoverAsync(Id<Connection> connection)
    {
        var troubled = await db.Connections.SingleOrDefaultAsync(row => row.Id == connection && row.FailingSince != null);
        if (troubled is { IsUsable: true })
        {
            troubled.Recover();
            await incidents.RecoverAsync(troubled);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>A database that is busy for a moment must not cost the tokens that were just got.</summary>
    private static async Task<bool> PersistentlyAsync(Func<Task<bool>> store)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await store();
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException && attempt < StoreTries)
            {
                // Once more: the transaction was rolled back, and its first statement is conditional.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: new tokens came after generation {Generation} was over; they are kept in the journal.")]
        public static partial void FencedOff(ILogger logger, Guid connectionId, long generation);
    }
}
