using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>Asks Microsoft anew which accounts a connection reaches; new ones can then be chosen.</summary>
public sealed class Rediscovery(PortalDb db, IAdsApi ads, ReachedAccounts reached)
{
    public async Task RunAsync(Connection connection, CancellationToken ct)
    {
        var found = await ads.DiscoverAsync(connection.Id, ct);
        await reached.TakeOverAsync(connection, found.Accounts, ct);
        await db.SaveChangesAsync(ct);
    }
}
