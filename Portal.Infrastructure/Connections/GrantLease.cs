using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>The right to refresh one grant, held for half a minute, across processes: a conditional update that only one of many can win.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class GrantLease(PortalDb db, WriteTurns turns, TimeProvider clock)
{
    /// <summary>
    /// Twice what one call may take, so that an answer that comes at the last moment can still be stored, and clocks may differ by some
    /// seconds. Before each further call the lease begins anew. A process that dies is made up for after this time at the latest.
    /// </summary>
    internal static readonly TimeSpan Term = TimeSpan.FromSeconds(30);

    /// <summary>For storing what came, and for clocks that differ.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    public string Owner { get; } = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>
    /// The journal's line of the exchange that may now begin, stored together with the lease. Null when the grant is not as it was read, by
    /// its generation and failures, or is somebody else's for now.
    /// </summary>
    public async Task<RefreshAttempt?> TakeAsync(Grant grant, DateTimeOffset now)
    {
        var attempt = new RefreshAttempt(grant.TenantId, Id<RefreshAttempt>.New(now), grant.ConnectionId, grant.Generation, now);
        var until = now + Term;
        await using var turn = await turns.BeginAsync(db);
        var isOurs = await db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.Failures == grant.Failures)
            .Where(row => row.LeaseUntil == null || row.LeaseUntil <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, Owner).SetProperty(row => row.LeaseUntil, until)) == 1;
        if (isOurs)
        {
            db.RefreshAttempts.Add(attempt);
            await db.SaveChangesAsync();
        }

        await turn.CommitAsync();
        return isOurs ? attempt : null;
    }

    /// <summary>Begins the term anew; false when the lease is not ours any more.</summary>
    public async Task<bool> KeepAsync(Grant grant)
    {
        var until = clock.GetUtcNow() + Term;
        return await db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.LeaseOwner == Owner)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until)) == 1;
    }

    /// <summary>Whether a call that begins now ends well within the term that the exchange began with.</summary>
    public bool IsAmple(RefreshAttempt attempt) => clock.GetUtcNow() - attempt.BeganAt <= Term - MicrosoftIdentity.Timeout - Slack;

    /// <summary>A tenth of a second to a second; past <paramref name="deadline"/> it throws instead.</summary>
    public async Task WaitAsync(DateTimeOffset deadline)
    {
        if (clock.GetUtcNow() > deadline)
        {
            throw NoToken.Until("The sign-in is just being renewed, which takes longer than usual. The portal tries again by itself.", TimeSpan.FromSeconds(30));
        }

        await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(100, 1000)), clock, CancellationToken.None);
    }
}
