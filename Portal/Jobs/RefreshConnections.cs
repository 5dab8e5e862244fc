using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>
/// Refreshes the tenant's grants that are due: before their access token ends, and every few days in any case, so that no sign-in ends
/// for want of use. A login that fails has its own state and retry time, so it does not hold up the others.
/// </summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class RefreshConnections(PortalDb db, AccessTokens tokens, TimeProvider clock, ILogger<RefreshConnections> logger)
{
    public async Task RunAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var grants = await db.Grants.AsNoTracking()
            .Where(grant => db.Connections.Any(connection => connection.Id == grant.ConnectionId
                && (connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)))
            .Select(grant => new { grant.ConnectionId, grant.AccessTokenExpiresAt, grant.IssuedAt, grant.RetryAt })
            .ToListAsync(ct);
        foreach (var grant in grants.Where(grant => !(grant.RetryAt > now)))
        {
            var isIdle = grant.IssuedAt + Terms.KeepAlive <= now;
            if (!isIdle && RefreshMargin.DueAt(grant.ConnectionId, grant.AccessTokenExpiresAt) > now)
            {
                continue;
            }

            try
            {
                await tokens.RefreshAsync(grant.ConnectionId, isIdle, ct);
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
