using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>What became of the grants that were due.</summary>
/// <param name="Refreshed">By us, or by somebody else who came first.</param>
/// <param name="Failed">With a sentence; each is tried again by itself or waits for somebody to sign in.</param>
public sealed record DueRefreshes(int Refreshed, IReadOnlyList<(Id<Connection> Connection, string Sentence)> Failed);

/// <summary>
/// Refreshes the tenant's grants that are due: before their access token ends, when it is time to try again after a refusal, and every few
/// days in any case, so that no sign-in ends for want of use; those whose last exchange was cut off come first. A login that fails has its
/// own state and retry time, so it does not hold up the others.
/// </summary>
public sealed partial class RefreshDue(PortalDb db, InterruptedExchanges interrupted, AccessTokens tokens, TimeProvider clock, ILogger<RefreshDue> logger)
{
    private const string NoAnswer = "It could not be refreshed; the portal tries again by itself.";

    public async Task<DueRefreshes> RunAsync(CancellationToken ct)
    {
        await interrupted.RecoverAsync(ct);
        var due = await DueAsync(ct);
        foreach (var (connection, grant) in due)
        {
            try
            {
                await tokens.RefreshAsync(connection, grant.IsForced, ct);
            }
            catch (AdsApiException fault)
            {
                Log.NotRefreshed(logger, fault, connection.Value);
            }
        }

        var failed = await UnmovedAsync(due, ct);
        return new(due.Count - failed.Count, failed);
    }

    /// <summary>
    /// By connection, the generation that is due, and whether the access token's end has nothing to do with it: it has lain still for days, or
    /// its last exchange failed, which Microsoft may have caused by refusing a token before its end.
    /// </summary>
    private async Task<Dictionary<Id<Connection>, (long Generation, bool IsForced)>> DueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var grants = await db.Grants.AsNoTracking()
            .Where(grant => db.Connections.Any(connection => connection.Id == grant.ConnectionId
                && (connection.State == ConnectionState.Active || connection.State == ConnectionState.ChoosingAccounts)))
            .Select(grant => new { grant.ConnectionId, grant.Generation, grant.AccessTokenExpiresAt, grant.IssuedAt, grant.RetryAt })
            .ToListAsync(ct);
        return grants
            .Where(grant => !(grant.RetryAt > now))
            .Select(grant => (grant.ConnectionId, grant.Generation, IsForced: grant.RetryAt is not null || grant.IssuedAt + Terms.KeepAlive <= now, grant.AccessTokenExpiresAt))
            .Where(grant => grant.IsForced || RefreshMargin.DueAt(grant.ConnectionId, grant.AccessTokenExpiresAt) <= now)
            .ToDictionary(grant => grant.ConnectionId, grant => (grant.Generation, grant.IsForced));
    }

    private async Task<List<(Id<Connection> Connection, string Sentence)>> UnmovedAsync(Dictionary<Id<Connection>, (long Generation, bool IsForced)> due, CancellationToken ct)
    {
        var ids = due.Keys.ToList();
        var now = await (
            from grant in db.Grants.AsNoTracking()
            join connection in db.Connections on grant.ConnectionId equals connection.Id
            where ids.Contains(grant.ConnectionId)
            select new { connection.Id, grant.Generation, connection.Failure }).ToListAsync(ct);
        return [.. now.Where(row => row.Generation == due[row.Id].Generation).Select(row => (row.Id, row.Failure ?? NoAnswer))];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} was not refreshed.")]
        public static partial void NotRefreshed(ILogger logger, Exception fault, Guid connectionId);
    }
}
