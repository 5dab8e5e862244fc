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
internal sealed partial class GrantExchange(PortalDb db, TokenVault vault, MicrosoftIdentity identity, RefreshFailures failures, IncidentBook incidents, TimeProvider clock, ILogger<GrantExchange> logger)
{
    private const int StoreTries = 3;

    /// <summary>Tokens that are stored, a failure that is noted, or null when somebody else moved the grant on.</summary>
    public async Task<TokenAnswer?> RunAsync(Grant grant, string owner)
    {
        var attempt = new RefreshAttempt(grant.TenantId, Id<RefreshAttempt>.New(clock.GetUtcNow()), grant.ConnectionId, grant.Generation, clock.GetUtcNow());
        db.RefreshAttempts.Add(attempt);
        await db.SaveChangesAsync();

        var (answer, used) = await AskAsync(grant);
        if (answer.IsFailure)
        {
            return await failures.SettleAsync(grant, owner, attempt, answer);
        }

        return await StoreAsync(grant, owner, attempt, answer.Tokens, used) ? answer : null;
    }

    /// <summary>
    /// The newest refresh token; when it is refused for good, also the one before it, which the platform does not revoke at use and
    /// which is the last good one if an answer was lost on its way to us.
    /// </summary>
    private async Task<(TokenAnswer Answer, byte[] Used)> AskAsync(Grant grant)
    {
        var first = await identity.RefreshAsync(await vault.OpenRefreshTokenAsync(grant.RefreshToken, grant.ConnectionId, default), default);
        var isRefused = first.Failure is { EndsGrant: true } or { Class: FailureClass.Suspect };
        if (!isRefused || grant.PreviousRefreshToken is not { } previous || await HasMovedOnAsync(grant))
        {
            return (first, grant.RefreshToken);
        }

        var second = await identity.RefreshAsync(await vault.OpenRefreshTokenAsync(previous, grant.ConnectionId, default), default);
        if (!second.IsFailure)
        {
            Log.Healed(logger, grant.ConnectionId.Value, first.Failure?.Code ?? "");
        }

        return second.Failure is { EndsGrant: true } or { Class: FailureClass.Suspect } ? (first, grant.RefreshToken) : (second, previous);
    }

    private async Task<bool> HasMovedOnAsync(Grant grant) =>
        !await db.Grants.AnyAsync(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation);

    /// <summary>Both tokens and the next generation in one statement, and only while the lease of this generation is ours.</summary>
    private async Task<bool> StoreAsync(Grant grant, string owner, RefreshAttempt attempt, TokenSet tokens, byte[] used)
    {
        var now = clock.GetUtcNow();
        var access = await vault.SealAsync(tokens.Access, grant.ConnectionId, default);
        var refresh = tokens.Refresh is { } fresh ? await vault.SealAsync(fresh, grant.ConnectionId, default) : used;
        var previous = tokens.Refresh is null ? grant.PreviousRefreshToken : used;
        var stored = await PersistentlyAsync(() => db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.LeaseOwner == owner)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.AccessToken, access)
                .SetProperty(row => row.RefreshToken, refresh)
                .SetProperty(row => row.PreviousRefreshToken, previous)
                .SetProperty(row => row.AccessTokenExpiresAt, tokens.ExpiresAt)
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
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: the newest refresh token was refused ({Code}), the one before it worked.")]
        public static partial void Healed(ILogger logger, Guid connectionId, string code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: new tokens came after generation {Generation} was over; they are kept in the journal.")]
        public static partial void FencedOff(ILogger logger, Guid connectionId, long generation);
    }
}
