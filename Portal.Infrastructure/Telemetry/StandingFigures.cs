using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Telemetry;

/// <summary>What stands in the database and is asked for when somebody collects it, and not before: how things are, over all tenants.</summary>
public sealed class StandingFigures(IServiceScopeFactory scopes, TimeProvider clock)
{
    internal IEnumerable<Measurement<long>> ConnectionsByState()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        using var all = new SystemScope(db, "the count of connections by state");
        var counts = db.Connections.AcrossTenants(all).GroupBy(connection => connection.State).Select(group => new { group.Key, Count = group.LongCount() }).ToDictionary(row => row.Key, row => row.Count);
        return Enum.GetValues<ConnectionState>().Select(state => new Measurement<long>(counts.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", PortalMetrics.Spaced(state))));
    }

    /// <summary>In seconds, over chosen accounts that can be read; one that was never synced waits since it was found. Nothing where there is none.</summary>
    internal IEnumerable<Measurement<double>> SyncLag()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        using var all = new SystemScope(db, "the account that waits longest for a sync");
        var readable =
            from account in db.AdsAccounts.AcrossTenants(all)
            join connection in db.Connections.AcrossTenants(all) on new { account.TenantId, Id = account.ConnectionId } equals new { connection.TenantId, connection.Id }
            join tenant in db.Tenants on account.TenantId equals tenant.Id
            where account.IsChosen && connection.State == ConnectionState.Active && tenant.State == TenantState.Active
            select account.SyncedAt ?? account.DiscoveredAt;
        var longest = readable.OrderBy(at => at).Take(1).ToList();
        return longest.ConvertAll(at => new Measurement<double>((clock.GetUtcNow() - at).TotalSeconds));
    }
}
