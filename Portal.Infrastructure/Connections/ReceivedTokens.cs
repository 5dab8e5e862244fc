using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>Stores the tokens that an exchange got.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class ReceivedTokens(PortalDb db, WriteTurns turns, TokenVault vault, GrantLease lease, TimeProvider clock, ILogger<ReceivedTokens> logger)
{
    private const int Tries = 3;

    /// <summary>
    /// Both tokens and the next generation in one statement, and only while the lease of this generation is ours; what the journal says
    /// of it in the same transaction. False when it is not: then the journal keeps the refresh token.
    /// </summary>
    /// <param name="used">The sealed refresh token that they were got for.</param>
    public async Task<bool> StoreAsync(Grant grant, RefreshAttempt attempt, TokenSet received, byte[] used)
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
        if (!stored)
        {
            Log.FencedOff(logger, grant.ConnectionId.Value, grant.Generation);
        }

        return stored;
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
            catch (Exception fault) when (fault is DbException or DbUpdateException && attempt < Tries)
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
