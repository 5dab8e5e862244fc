using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;

// The checkpoint has no word in EF Core.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Database;

/// <summary>
/// Moves the data keys of a portal from before there was a key store, once: into the store, seen there, and only then out of the portal's
/// database, whose table goes with the migration that follows. Cut short anywhere, the next start goes on and nothing is lost.
/// </summary>
internal static class DataKeysMove
{
    /// <summary>The end of the name of the migration that drops the old table; it refuses to while there is a row.</summary>
    private const string Drop = "_DataKeysMoveOut";

    /// <param name="portal">The portal's database, with or without the old table.</param>
    /// <param name="old">The same database, for its old table: it has the columns of the new one.</param>
    /// <param name="store">Up to date.</param>
    /// <param name="scope">Of both.</param>
    /// <param name="ct">Stops between two organisations.</param>
    public static async Task RunAsync(PortalDb portal, KeysDb old, KeysDb store, IMultiTenantContextSetter<PortalTenant> scope, CancellationToken ct)
    {
        var migrations = portal.Database.GetMigrations().ToList();
        var drop = migrations.FindIndex(name => name.EndsWith(Drop, StringComparison.Ordinal));
        if (!(await portal.Database.GetPendingMigrationsAsync(ct)).Contains(migrations[drop]))
        {
            return;
        }

        await portal.GetService<IMigrator>().MigrateAsync(migrations[drop - 1], ct);
        foreach (var owner in await OwnersAsync(old, ct))
        {
            using var use = scope.Use(InName(owner));
            await MoveAsync(old, store, ct);
        }

        await portal.GetService<IMigrator>().MigrateAsync(migrations[drop], ct);
        if (portal.Database.IsSqlite())
        {
            // The log still holds pages from before the deletion.
            await portal.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", ct);
        }
    }

    private static async Task<List<Id<Tenant>>> OwnersAsync(KeysDb old, CancellationToken ct)
    {
        using var all = new SystemScope(old, "moving the data keys into the key store");
        return await old.TenantKeys.AcrossTenants(all).Select(key => key.TenantId).Distinct().ToListAsync(ct);
    }

    private static async Task MoveAsync(KeysDb old, KeysDb store, CancellationToken ct)
    {
        var keys = await old.TenantKeys.AsNoTracking().ToListAsync(ct);
        await CopyAsync(keys, store, ct);
        var stored = await store.TenantKeys.AsNoTracking().ToDictionaryAsync(key => key.Version, ct);
        if (keys.Find(key => stored.GetValueOrDefault(key.Version) is not { } copy || !Holds(copy, key)) is { } missing)
        {
            throw new InvalidOperationException($"The key store does not hold what was written to it: data key {missing.Version} of organisation {missing.TenantId}. Nothing was deleted.");
        }

        // One by one: what somebody adds meanwhile stays, and stops the migration.
        old.RemoveRange(keys);
        await old.SaveChangesAsync(ct);
    }

    private static async Task CopyAsync(List<TenantKey> keys, KeysDb store, CancellationToken ct)
    {
        await using var transaction = await store.BeginAloneAsync(ct);
        var stored = await store.TenantKeys.ToDictionaryAsync(key => key.Version, ct);
        foreach (var key in keys)
        {
            if (!stored.TryGetValue(key.Version, out var copy))
            {
                store.Add(key);
            }
            else if (copy.CreatedAt != key.CreatedAt)
            {
                throw new InvalidOperationException($"The key store has another data key {key.Version} of organisation {key.TenantId} than the portal's database: it seems to belong to another portal. Nothing was changed.");
            }
            else if (key.WrappedAt > copy.WrappedAt)
            {
                copy.Rewrap(key.Wrapped, key.WrappedAt);
            }
        }

        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        store.ChangeTracker.Clear();
    }

    private static bool Holds(TenantKey copy, TenantKey key) => copy.WrappedAt > key.WrappedAt || copy.Wrapped.AsSpan().SequenceEqual(key.Wrapped);

    /// <summary>Whose rows are meant; no more of a tenant is needed, and the table of tenants may have other columns by then.</summary>
    private static PortalTenant InName(Id<Tenant> owner) => new() { TenantId = owner, Id = owner.ToString(), Identifier = "", TimeZone = "UTC", Currency = "", IsSuspended = false };
}
