using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>The right to refresh one grant, held for a minute, across processes: a conditional update that only one of many can win.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class GrantLease(PortalDb db, TimeProvider clock)
{
    /// <summary>Well above what an exchange can take, both tries of 15 seconds included.</summary>
    internal static readonly TimeSpan Term = TimeSpan.FromSeconds(60);

    public string Owner { get; } = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>True when the grant is still of the generation that was read, and nobody else holds it.</summary>
    public async Task<bool> TakeAsync(Grant grant, DateTimeOffset now)
    {
        var until = now + Term;
        return await db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation)
            .Where(row => row.LeaseUntil == null || row.LeaseUntil <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, Owner).SetProperty(row => row.LeaseUntil, until)) == 1;
    }

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
