using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>Refreshes the tenant's grants that are due, or whose last exchange was cut off. A login that fails has its own state and retry time, so it does not hold up the others.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class RefreshConnections(PortalDb db, InterruptedExchanges interrupted, AccessTokens tokens, TimeProvider clock, ILogger<RefreshConnections> logger)
{
    public async Task RunAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        await interrupted.RecoverAsync(ct);
        var now = clock.GetUtcNow();
        var grants = await db.Grants.AsNoTracking()
            .Where(grant => db.Connections.Any(connection => connection.Id == grant.ConnectionId
                && (connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)))
            .Select(grant => new { grant.ConnectionId, grant.AccessTokenExpiresAt, grant.RetryAt })
            .ToListAsync(ct);
        foreach (var grant in grants.Where(grant => RefreshMargin.DueAt(grant.ConnectionId, grant.AccessTokenExpiresAt) <= now && !(grant.RetryAt > now)))
        {
            try
            {
                await tokens.RefreshAsync(grant.ConnectionId, force: false, ct);
            }
            catch (AdsApiException fault)
            {
                Log.NotRefreshed(logger, fault, grant.ConnectionId.Value);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} was not refreshed.")]
        public static partial void NotRefreshed(ILogger logger, Exception fault, Guid connectionId);
    }
}
