using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>One exchange of a grant's refresh token, under its lease: journal, call, store.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class GrantExchange(PortalDb db, TokenVault vault, HeldRefreshTokens tokens, RefreshFailures failures, IncidentBook incidents, TimeProvider clock, ILogger<GrantExchange> logger)
{
    private const int StoreTries = 3;

    /// <summary>Tokens that are stored, a failure that is noted, or null when somebody else moved the grant on.</summary>
    public async Task<TokenAnswer?> RunAsync(Grant grant, string owner)
    {
        var attempt = new RefreshAttempt(grant.TenantId, Id<RefreshAttempt>.New(clock.GetUtcNow()), grant.ConnectionId, grant.Generation, clock.GetUtcNow());
        db.RefreshAttempts.Add(attempt);
        await db.SaveChangesAsync();

        var (answer, used) = await tokens.AskAsync(grant);
        if (answer.IsFailure)
        {
            return await failures.SettleAsync(grant, owner, attempt, answer);
        }

        return await StoreAsync(grant, owner, attempt, answer.Tokens, used) ? answer : null;
    }

    /// <summary>Both tokens and the next generation in one statement, and only while the lease of this generation is ours.</summary>
    private async Task<bool> StoreAsync(Grant grant, string owner, RefreshAttempt attempt, TokenSet received, byte[] used)
    {
        var now = clock.GetUtcNow();
        var access = await vault.SealAsync(received.Access, grant.ConnectionId, default);
        var kept = await vault.RenewRefreshTokenAsync(used, grant.ConnectionId, default);
        var refresh = received.Refresh is { } fresh ? await vault.SealAsync(fresh, grant.ConnectionId, default) : kept;
        var (previous, previousUntil) = received.Refresh is null ? (grant.PreviousRefreshToken, grant.PreviousUntil) : (kept, now + Grant.Fallback);
        var stored = await PersistentlyAsync(() => db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.LeaseOwner == owner)
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
                .SetProperty(row => row.Failures, 0))) == 1;
        attempt.Conclude(stored ? RefreshOutcome.Stored : RefreshOutcome.FencedOff, now, kept: stored ? null : refresh, means: used == grant.RefreshToken ? null : FailureClass.SelfHealed);
        if (stored)
        {
            await RecoverAsync(grant.ConnectionId);
        }
        else
        {
            Log.FencedOff(logger, grant.ConnectionId.Value, grant.Generation);
        }

        await db.SaveChangesAsync();
        return stored;
    }

    private async Task RecoverAsync(Id<Connection> connection)
    {
        var troubled = await db.Connections.SingleOrDefaultAsync(row => row.Id == connection && row.FailingSince != null);
        if (troubled is { IsUsable: true })
        {
            troubled.Recover();
            await incidents.RecoverAsync(troubled);
        }
    }

    /// <summary>A database that is busy for a moment must not cost the tokens that were just got.</summary>
    private static async Task<int> PersistentlyAsync(Func<Task<int>> store)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await store();
            }
            catch (DbException) when (attempt < StoreTries)
            {
                // Once more: the statement is conditional, so running it twice does no harm.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: new tokens came after generation {Generation} was over; they are kept in the journal.")]
        public static partial void FencedOff(ILogger logger, Guid connectionId, long generation);
    }
}
