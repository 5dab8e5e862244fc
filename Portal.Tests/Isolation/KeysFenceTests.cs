using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

// These tests do what the rest of the code may not, to see who stops it.
#pragma warning disable RS0030

namespace Portal.Tests.Isolation;

/// <summary>The fence around the key store: another tenant's data key is neither read nor changed.</summary>
public sealed class KeysFenceTests(KeysFenceTests.World world) : IClassFixture<KeysFenceTests.World>
{
    public static TheoryData<string> Attacks => [.. All.Keys];

    private static readonly Dictionary<string, Func<KeysDb, SeededTenant, Task<int>>> All = new()
    {
        ["read the list"] = async (keys, them) => (await keys.TenantKeys.AsNoTracking().ToListAsync()).Count(key => key.TenantId == them.Organisation.Id),
        ["read past the filter"] = (keys, them) => keys.TenantKeys.IgnoreQueryFilters().CountAsync(key => key.TenantId == them.Organisation.Id),
        ["add one of theirs"] = (keys, them) => SaveAsync(keys, them, 2, EntityState.Added),
        ["change one of theirs"] = (keys, them) => SaveAsync(keys, them, 1, EntityState.Modified),
        ["delete one of theirs"] = (keys, them) => SaveAsync(keys, them, 1, EntityState.Deleted),
        ["delete all"] = async (keys, _) => await keys.TenantKeys.Where(key => key.Version > 1).ExecuteDeleteAsync() * 0,
        ["delete past the filter"] = async (keys, _) => await keys.TenantKeys.IgnoreQueryFilters().ExecuteDeleteAsync() * 0,
        ["change by SQL"] = async (keys, them) => await keys.Database.ExecuteSqlAsync($"""UPDATE "TenantKeys" SET "Wrapped" = {Forged} WHERE "TenantId" = {Key(keys, them)}""") * 0,
        ["delete by SQL"] = async (keys, them) => await keys.Database.ExecuteSqlAsync($"""DELETE FROM "TenantKeys" WHERE "TenantId" = {Key(keys, them)}""") * 0,
        ["move one to them by SQL"] = async (keys, them) => await keys.Database.ExecuteSqlAsync($"""UPDATE "TenantKeys" SET "Version" = 7, "TenantId" = {Key(keys, them)}""") * 0,
    };

    private static readonly byte[] Forged = [6, 6, 6];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_attack_on_another_organisations_data_key_fails(string attack)
    {
        var before = world.Database.RowsOf(world.Victim.Organisation.Id);

        await world.InTenantAsync(world.Attacker.Organisation.Id, async services =>
        {
            try
            {
                Assert.Equal(0, await All[attack](services.GetRequiredService<KeysDb>(), world.Victim));
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or TenantMismatchException)
            {
                // Refused, as some are; others find no such row.
            }
        });

        Assert.Contains("|1|01|", before, StringComparison.Ordinal);
        Assert.Equal(before, world.Database.RowsOf(world.Victim.Organisation.Id));
    }

    /// <summary>Shows that the attacks above reach the table, and that the database's own part is what stops them.</summary>
    [Fact]
    public async Task Without_the_databases_part_an_attack_by_SQL_would_succeed()
    {
        using var gap = world.Database.WithoutFence(ofKeys: true);
        var before = world.Database.RowsOf(world.Other.Organisation.Id);

        await world.InTenantAsync(world.Attacker.Organisation.Id, services => All["change by SQL"](services.GetRequiredService<KeysDb>(), world.Other));

        Assert.NotEqual(before, world.Database.RowsOf(world.Other.Organisation.Id));
    }

    private static async Task<int> SaveAsync(KeysDb keys, SeededTenant them, int version, EntityState state)
    {
        keys.Entry(new TenantKey(them.Organisation.Id, version, Forged, DateTimeOffset.UnixEpoch)).State = state;
        await keys.SaveChangesAsync();
        return 0;
    }

    private static object Key(KeysDb keys, SeededTenant tenant) => keys.Database.IsSqlite() ? tenant.Organisation.Id.Value.ToByteArray(true) : tenant.Organisation.Id.Value;

    public sealed class World : PortalApp
    {
        public SeededTenant Attacker { get; private set; } = null!;

        public SeededTenant Victim { get; private set; } = null!;

        public SeededTenant Other { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Attacker = await SeededTenant.MakeAsync(this, "attacker", 1_000);
            Victim = await SeededTenant.MakeAsync(this, "victim", 2_000);
            Other = await SeededTenant.MakeAsync(this, "other", 3_000);
        }
    }
}
