using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

// An earlier portal's table is put back by hand.
#pragma warning disable RS0030

namespace Portal.Tests.Infrastructure.Database;

/// <summary>A portal from before there was a key store is brought up to date.</summary>
public sealed class DataKeysMoveTests
{
    private static readonly DateTimeOffset Before = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the move had come when the process was killed: nothing done, some keys copied, all copied, and one of them deleted.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public async Task Every_data_key_is_moved_wherever_an_earlier_try_was_cut_short(int copied, int deleted)
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync("maria@northwind.example");
        var keys = await GoBackAsync(stage);
        await PutAsync(stage, old: false, keys.Take(copied));
        await RemoveAsync(stage, deleted);

        await stage.Services.MigrateAsync(CancellationToken.None);

        Assert.Equal(keys.Select(Say), (await stage.KeysAsync(store => store.TenantKeys.OrderBy(key => key.Version).ToListAsync())).Select(Say));
        Assert.False(await HasOldTableAsync(stage));
        await stage.TokenAsync(connection, stage.AnotherProcess());
        Assert.DoesNotContain(Directory.GetFiles(stage.Folder, "portal.db*"), file => keys.Exists(key => File.ReadAllBytes(file).AsSpan().IndexOf(key.Wrapped) >= 0));
    }

    [Fact]
    public async Task A_key_that_was_wrapped_anew_since_an_earlier_try_is_taken_as_it_is_now()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync("maria@northwind.example");
        var keys = await GoBackAsync(stage);
        await PutAsync(stage, old: false, keys);
        await InAsync(stage, old: true, async old =>
        {
            (await old.TenantKeys.SingleAsync(key => key.Version == 2)).Rewrap([9, 9, 9], stage.Clock.GetUtcNow().AddHours(1));
            return await old.SaveChangesAsync();
        });
        var now = await ReadAsync(stage, old: true);

        await stage.Services.MigrateAsync(CancellationToken.None);

        Assert.Equal([9, 9, 9], now[1].Wrapped);
        Assert.Equal(now.Select(Say), (await stage.KeysAsync(store => store.TenantKeys.OrderBy(key => key.Version).ToListAsync())).Select(Say));
    }

    [Fact]
    public async Task A_key_store_of_another_portal_is_refused_and_nothing_changes()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync("maria@northwind.example");
        var keys = await GoBackAsync(stage);
        var foreign = new TenantKey(keys[0].TenantId, 1, [9, 9, 9], Before);
        await PutAsync(stage, old: false, [foreign]);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Services.MigrateAsync(CancellationToken.None));

        Assert.Contains("belong to another portal", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(keys.Select(Say), (await ReadAsync(stage, old: true)).Select(Say));
        Assert.Equal([Say(foreign)], (await ReadAsync(stage, old: false)).Select(Say));
    }

    [Fact]
    public async Task A_key_that_an_older_portal_makes_meanwhile_stops_the_migration_and_is_moved_by_the_next_start()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync("maria@northwind.example");
        var keys = await GoBackAsync(stage);

        await using (var owner = stage.Database.OpenAsOwner())
        {
            var fault = await Assert.ThrowsAnyAsync<Exception>(() => owner.Database.MigrateAsync(TestContext.Current.CancellationToken));
            Assert.Contains("made a data key meanwhile", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(keys.Select(Say), (await ReadAsync(stage, old: true)).Select(Say));
        await stage.Services.MigrateAsync(CancellationToken.None);
        Assert.Equal(keys.Select(Say), (await ReadAsync(stage, old: false)).Select(Say));
    }

    /// <summary>Makes the database what an earlier portal left: two data keys in a table of its own, and no key store.</summary>
    private static async Task<List<TenantKey>> GoBackAsync(MicrosoftStage stage)
    {
        var first = (await ReadAsync(stage, old: false))[0];
        await stage.KeysAsync(store => store.TenantKeys.ExecuteDeleteAsync());
        await using (var owner = stage.Database.OpenAsOwner())
        {
            var migrations = owner.Database.GetMigrations().ToList();
            await owner.GetService<IMigrator>().MigrateAsync(migrations[migrations.FindIndex(name => name.EndsWith("_DataKeysMoveOut", StringComparison.Ordinal)) - 1]);
        }

        await using (var old = stage.Database.OpenKeys(new ScopedMultiTenantContext<PortalTenant>(), old: true))
        {
            await (TestDatabase.IsPostgreSql ? PostgreSqlFence.RaiseAsync(old, CancellationToken.None) : SqliteFence.RaiseAsync(old, CancellationToken.None));
        }

        var second = TenantKey.After(first, [.. first.Wrapped.Reverse()], stage.Clock.GetUtcNow());
        second.Begin(2);
        List<TenantKey> keys = [first, second];
        await PutAsync(stage, old: true, keys);
        return keys;
    }

    private static Task<List<TenantKey>> ReadAsync(MicrosoftStage stage, bool old) => InAsync(stage, old, keys => keys.TenantKeys.OrderBy(key => key.Version).ToListAsync());

    private static Task<int> PutAsync(MicrosoftStage stage, bool old, IEnumerable<TenantKey> some) => InAsync(stage, old, keys =>
    {
        keys.AddRange(some);
        return keys.SaveChangesAsync();
    });

    private static Task<int> RemoveAsync(MicrosoftStage stage, int versions) => InAsync(stage, old: true, keys => keys.TenantKeys.Where(key => key.Version <= versions).ExecuteDeleteAsync());

    private static async Task<T> InAsync<T>(MicrosoftStage stage, bool old, Func<KeysDb, Task<T>> work)
    {
        var tenant = new ScopedMultiTenantContext<PortalTenant>();
        using var use = tenant.Use(stage.Tenant);
        await using var keys = stage.Database.OpenKeys(tenant, old);
        return await work(keys);
    }

    private static async Task<bool> HasOldTableAsync(MicrosoftStage stage)
    {
        await using var owner = stage.Database.OpenAsOwner();
        return await owner.Database.SqlQueryRaw<int>(TestDatabase.IsPostgreSql
            ? """SELECT count(*)::int AS "Value" FROM pg_tables WHERE tablename = 'TenantKeys'"""
            : """SELECT count(*) AS "Value" FROM sqlite_master WHERE name = 'TenantKeys'""").SingleAsync() > 0;
    }

    private static string Say(TenantKey key) => $"{key.TenantId} {key.Version} {Convert.ToHexString(key.Wrapped)} {key.CreatedAt:O} {key.WrappedAt:O} {key.Older} {key.Resealed} {key.CompleteAt:O}";
}
