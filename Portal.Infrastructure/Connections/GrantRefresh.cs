using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Reads a grant and refreshes it when asked to. Of all processes one holds the lease; the others use the token that is still good, or
/// look again in a moment.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class GrantRefresh(PortalDb db, TokenVault vault, GrantLease lease, GrantExchange exchange, PortalMetrics metrics, TimeProvider clock)
{
    /// <summary>A token this close to its end might not reach Microsoft in time.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Over one open connection to the database: the dozen statements of an exchange would each set up one of their own.</summary>
    public async Task<HeldToken> RunAsync(Id<Connection> connection, Demand demand, HeldToken? known)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            return await HoldAsync(connection, demand, known);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<HeldToken> HoldAsync(Id<Connection> connection, Demand demand, HeldToken? known)
    {
        var (before, deadline) = (0L, clock.GetUtcNow() + Patience);
        while (true)
        {
            var (standing, now) = (await ReadAsync(connection), clock.GetUtcNow());
            var grant = standing.Grant;
            before = before == 0 ? grant.Generation : before;
            var isNew = grant.Generation != before || (demand.Refused is not null && demand.Accepts((await HeldAsync()).Token));
            if (now < RefreshMargin.DueAt(connection, grant.AccessTokenExpiresAt) && (isNew || demand == Demand.WhenDue))
            {
                return await HeldAsync();
            }

            var isGood = demand == Demand.WhenDue && now < grant.AccessTokenExpiresAt - Least;
            if (!demand.IsForced && grant.RetryAt > now)
            {
                return isGood ? await HeldAsync() : throw Waiting(standing.Connection, grant.RetryAt.Value - now);
            }

            // Before the lease is taken: what cannot be opened needs none.
            var newest = await vault.OpenRefreshTokenAsync(grant.RefreshToken, connection, CancellationToken.None);
            if (await lease.TakeAsync(grant, now) is not { } attempt)
            {
                if (isGood)
                {
                    return await HeldAsync();
                }

                await lease.WaitAsync(deadline);
                continue;
            }

            var answer = await exchange.RunAsync(standing, newest, attempt);
            metrics.RefreshEnded(answer);
            switch (answer)
            {
                case { Tokens: { } tokens }:
                    return new HeldToken(grant.Generation + 1, tokens.Access, RefreshMargin.DueAt(connection, tokens.ExpiresAt), clock.GetUtcNow());
                case { Failure: { } failure } when !isGood || failure.EndsGrant:
                    throw failure.EndsGrant ? NoToken.Because(failure.Sentence) : await TriedAgainAsync(connection, failure);
                case { Failure: not null }:
                    return await HeldAsync();
            }

            // Somebody else moved the grant on meanwhile: theirs is the newest.
            known = null;

            async Task<HeldToken> HeldAsync() => known?.Generation == grant.Generation ? known with { ConfirmedAt = now } : await OpenAsync(grant, now);
        }
    }

    private async Task<StandingGrant> ReadAsync(Id<Connection> connection)
    {
        var found = await db.Connections.AsNoTracking()
            .Where(row => row.Id == connection)
            .LeftJoin(db.Grants, row => row.Id, grant => grant.ConnectionId, (row, grant) => new { Connection = row, Grant = grant })
            .SingleOrDefaultAsync();
        if (found is not { Connection.IsUsable: true })
        {
            throw NoToken.Because(found?.Connection.Failure ?? "This login is not connected. Connect it to go on.");
        }

        return found.Grant is { } grant
            ? new(grant, found.Connection)
            : throw NoToken.Because("This login has no stored sign-in. Sign in again to continue.");
    }

    private async Task<HeldToken> OpenAsync(Grant grant, DateTimeOffset now) => new(
        grant.Generation,
        await vault.OpenAccessTokenAsync(grant.AccessToken, grant.ConnectionId, CancellationToken.None),
        RefreshMargin.DueAt(grant.ConnectionId, grant.AccessTokenExpiresAt),
        now);

    /// <summary>Whoever needs the token is told when it is worth asking again.</summary>
    private async Task<AdsApiException> TriedAgainAsync(Id<Connection> connection, TokenFailure failure)
    {
        var retryAt = await db.Grants.Where(grant => grant.ConnectionId == connection).Select(grant => grant.RetryAt).FirstOrDefaultAsync();
        return retryAt - clock.GetUtcNow() is { Ticks: > 0 } wait ? NoToken.Until(failure.Sentence, wait) : NoToken.Because(failure.Sentence);
    }

    private static AdsApiException Waiting(Connection connection, TimeSpan wait) =>
        NoToken.Until(connection.Failure ?? "Microsoft's sign-in service did not answer as expected. The portal tries again by itself.", wait);
}
