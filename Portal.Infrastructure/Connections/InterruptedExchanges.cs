using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Exchanges that a process began and did not live to conclude. Microsoft may have given new tokens that nobody stored, so the grant is
/// refreshed at once, with what is held, and not only when its access token ends.
/// </summary>
public sealed partial class InterruptedExchanges(PortalDb db, AccessTokens tokens, TimeProvider clock, ILogger<InterruptedExchanges> logger)
{
    /// <summary>The tenants that have some, and when each can be looked after: an exchange is given up when its lease has ended.</summary>
    public async Task<IReadOnlyList<(Id<Tenant> Tenant, DateTimeOffset At)>> AllAsync(CancellationToken ct)
    {
        using var all = new SystemScope(db, "exchanges that a process left behind");
        var begun = await db.RefreshAttempts.AcrossTenants(all)
            .Where(attempt => attempt.Outcome == RefreshOutcome.Begun)
            .Select(attempt => new { attempt.TenantId, attempt.BeganAt })
            .ToListAsync(ct);
        return [.. begun.GroupBy(attempt => attempt.TenantId).Select(attempts => (attempts.Key, attempts.Max(attempt => attempt.BeganAt) + GrantLease.Term))];
    }

    /// <summary>Refreshes and concludes those of the scope's tenant. Cut short, it does the same again.</summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        var abandoned = clock.GetUtcNow() - GrantLease.Term;
        var left = await db.RefreshAttempts.Where(attempt => attempt.Outcome == RefreshOutcome.Begun && attempt.BeganAt <= abandoned).ToListAsync(ct);
        foreach (var attempts in left.GroupBy(attempt => attempt.ConnectionId))
        {
            await RefreshAsync(attempts.Key, attempts.Max(attempt => attempt.Generation), ct);
            attempts.ToList().ForEach(attempt => attempt.Conclude(RefreshOutcome.Lost, clock.GetUtcNow()));
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task RefreshAsync(Id<Connection> connection, long generation, CancellationToken ct)
    {
        if (!await db.Grants.AnyAsync(grant => grant.ConnectionId == connection && grant.Generation == generation, ct))
        {
            return;
        }

        Log.Interrupted(logger, connection.Value, generation);
        try
        {
            await tokens.RefreshAsync(connection, force: true, ct);
        }
        catch (AdsApiException fault)
        {
            Log.NotRecovered(logger, fault, connection.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: an exchange of generation {Generation} was never concluded; the grant is refreshed now.")]
        public static partial void Interrupted(ILogger logger, Guid connectionId, long generation);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} was not refreshed after an interrupted exchange; its own retry time goes on.")]
        public static partial void NotRecovered(ILogger logger, Exception fault, Guid connectionId);
    }
}
