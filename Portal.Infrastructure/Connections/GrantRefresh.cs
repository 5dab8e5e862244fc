using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
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
            var (grant, now) = (await ReadAsync(connection), clock.GetUtcNow());
            before = before == 0 ? grant.Generation : before;
            var held = known?.Generation == grant.Generation ? known with { ConfirmedAt = now } : await OpenAsync(grant, now);
            var isNew = grant.Generation != before || (demand.Refused is not null && demand.Accepts(held.Token));
            if (now < held.DueAt && (isNew || demand == Demand.WhenDue))
            {
                return held;
            }

            var isGood = demand == Demand.WhenDue && now < grant.AccessTokenExpiresAt - Least;
            if (!demand.IsForced && grant.RetryAt > now)
            {
                return isGood ? held : throw await WaitingAsync(connection, grant.RetryAt.Value - now);
            }

            if (!await lease.TakeAsync(grant, now))
            {
                if (isGood)
                {
                    return held;
                }

                await lease.WaitAsync(deadline);
                continue;
            }

            var answer = await exchange.RunAsync(grant, lease.Owner);
            metrics.RefreshEnded(answer);
            switch (answer)
            {
                case { Tokens: { } tokens }:
                    return new HeldToken(grant.Generation + 1, tokens.Access, RefreshMargin.DueAt(connection, tokens.ExpiresAt), clock.GetUtcNow());
                case { Failure: { } failure } when !isGood || failure.EndsGrant:
                    throw NoToken.Because(failure.Sentence);
                case { Failure: not null }:
                    return held;
            }

            // Somebody else moved the grant on meanwhile: theirs is the newest.
            known = null;
        }
    }

    private async Task<Grant> ReadAsync(Id<Connection> connection)
    {
        var found = await db.Connections.AsNoTracking().SingleOrDefaultAsync(row => row.Id == connection);
        if (found is not { IsUsable: true })
        {
            throw NoToken.Because(found?.Failure ?? "This login is not connected. Connect it to go on.");
        }

        return await db.Grants.AsNoTracking().SingleOrDefaultAsync(row => row.ConnectionId == connection)
            ?? throw NoToken.Because("This login has no stored sign-in. Sign in again to continue.");
    }

    private async Task<HeldToken> OpenAsync(Grant grant, DateTimeOffset now) => new(
        grant.Generation,
        await vault.OpenAccessTokenAsync(grant.AccessToken, grant.ConnectionId, CancellationToken.None),
        RefreshMargin.DueAt(grant.ConnectionId, grant.AccessTokenExpiresAt),
        now);

    private async Task<Exception> WaitingAsync(Id<Connection> connection, TimeSpan wait)
    {
        var sentence = await db.Connections.Where(row => row.Id == connection).Select(row => row.Failure).SingleOrDefaultAsync();
        return NoToken.Until(sentence ?? "Microsoft's sign-in service did not answer as expected. The portal tries again by itself.", wait);
    }
}
