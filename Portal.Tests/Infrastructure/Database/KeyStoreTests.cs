using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Database;

/// <summary>What it is worth that the data keys lie apart from what is sealed with them.</summary>
public sealed class KeyStoreTests
{
    private const string Secret = "M.C519_BAY.0.U.-a-refresh-token";

    [Fact]
    public async Task A_copy_of_the_database_from_before_a_deletion_opens_nothing_of_that_organisation_and_everything_of_the_others()
    {
        await using var app = await StartedAsync();
        var (leaving, staying) = (await ConnectedAsync(app, "leaving"), await ConnectedAsync(app, "staying"));
        await using var copy = new PortalApp();
        app.Database.CopyTo(copy.Database);
        await app.InTenantAsync(leaving.Id, services => services.GetRequiredService<TenantKeys>().DeleteAsync(CancellationToken.None));

        foreach (var (name, value) in app.Database.Settings.Where(setting => setting.Key.StartsWith("Database:Keys", StringComparison.Ordinal)))
        {
            copy.Settings[name] = value;
        }

        copy.Settings["DataProtection:CertificatePath"] = ThrowAwayCertificate.WriteTo(app.Folder);
        await copy.InitializeAsync();

        Assert.Equal(Secret, await OpenAsync(copy, staying));
        await Assert.ThrowsAsync<TokenUnreadableException>(() => OpenAsync(copy, leaving));
        await SealAsync(copy, leaving);
        await Assert.ThrowsAsync<TokenUnreadableException>(() => OpenAsync(copy, leaving));
    }

    [Fact]
    public async Task The_portals_database_holds_no_data_key_and_the_key_store_none_that_was_deleted()
    {
        await using var app = await StartedAsync();
        var organisation = await ConnectedAsync(app, "wrapped");
        var wrapped = Array.Empty<byte>();
        await app.InTenantAsync(organisation.Id, async services => wrapped = (await services.GetRequiredService<KeysDb>().TenantKeys.SingleAsync()).Wrapped);
        app.Database.Dump();
        Assert.Empty(Holding(app, "portal.db*", wrapped));
        Assert.NotEmpty(Holding(app, "keys.db*", wrapped));

        await app.InTenantAsync(organisation.Id, services => services.GetRequiredService<TenantKeys>().DeleteAsync(CancellationToken.None));

        app.Database.Dump();
        Assert.Empty(Holding(app, "keys.db*", wrapped));
    }

    [Fact]
    public async Task Of_two_processes_that_seal_for_the_first_time_at_once_both_use_one_key()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var hosts = new[] { stage.AnotherProcess(), stage.AnotherProcess() };

        var values = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() =>
            stage.InTenantAsync(services => services.GetRequiredService<TokenVault>().SealAsync(new RefreshToken(Secret), Login, CancellationToken.None), hosts[number % 2]))));

        Assert.Equal(1, await stage.KeysAsync(keys => keys.TenantKeys.CountAsync()));
        foreach (var value in values)
        {
            Assert.Equal(Secret, (await stage.InTenantAsync(services => services.GetRequiredService<TokenVault>().OpenRefreshTokenAsync(value, Login, CancellationToken.None))).Reveal());
        }
    }

    [Fact]
    public async Task When_the_key_store_stops_answering_in_the_middle_of_an_exchange_its_tokens_are_sealed_all_the_same()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var opened = await stage.InTenantAsync(async services =>
        {
            var vault = services.GetRequiredService<TokenVault>();
            await vault.OpenRefreshTokenAsync(await vault.SealAsync(new RefreshToken("before"), Login, CancellationToken.None), Login, CancellationToken.None);
            var value = Array.Empty<byte>();
            using (stage.Database.WithoutKeys())
            {
                value = await vault.SealAsync(new RefreshToken(Secret), Login, CancellationToken.None);
            }

            return await vault.OpenRefreshTokenAsync(value, Login, CancellationToken.None);
        });

        Assert.Equal(Secret, opened.Reveal());
    }

    [Fact]
    public async Task Without_the_key_store_nothing_is_sealed_with_a_key_that_does_not_lie_there()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        using (stage.Database.WithoutKeys())
        {
            await Assert.ThrowsAnyAsync<Exception>(() =>
                stage.InTenantAsync(services => services.GetRequiredService<TokenVault>().SealAsync(new RefreshToken(Secret), Login, CancellationToken.None)));
        }

        Assert.Equal(0, await stage.KeysAsync(keys => keys.TenantKeys.CountAsync()));
    }

    [Fact]
    public async Task Whoever_had_opened_something_does_not_bring_a_deleted_key_back()
    {
        await using var stage = await MicrosoftStage.OpenAsync();

        await stage.InTenantAsync(async services =>
        {
            var vault = services.GetRequiredService<TokenVault>();
            await vault.OpenRefreshTokenAsync(await vault.SealAsync(new RefreshToken("before"), Login, CancellationToken.None), Login, CancellationToken.None);
            await stage.InTenantAsync(other => DeleteAsync(other));
            return await Assert.ThrowsAsync<TokenUnreadableException>(() => vault.SealAsync(new RefreshToken(Secret), Login, CancellationToken.None));
        });

        Assert.Equal(0, await stage.KeysAsync(keys => keys.TenantKeys.CountAsync()));
    }

    [Fact]
    public async Task A_key_store_that_was_lost_still_fits_when_it_comes_back()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync("maria@northwind.example");
        var lost = await stage.KeysAsync(keys => keys.TenantKeys.AsNoTracking().SingleAsync());
        await stage.InTenantAsync(DeleteAsync);
        await stage.ConnectAsync("anna@contoso.example");

        await stage.KeysAsync(keys =>
        {
            keys.Add(lost);
            return keys.SaveChangesAsync();
        });

        var grants = await stage.QueryAsync(db => db.Grants.AsNoTracking().ToListAsync());
        Assert.Equal([1, 2], grants.Select(grant => SealedValue.KeyVersion(grant.RefreshToken)).Order());
        await stage.TokenAsync(connection, stage.AnotherProcess());
    }

    public static TheoryData<DatabaseOptions, string> WrongPlaces => new()
    {
        { new() { KeysPath = "data/portal.db" }, "Database:KeysPath must be a file of its own" },
        { PostgreSql(keys: "Host=db;Username=portal;Database=portal"), "Database:KeysConnectionString must lead to a database of its own" },
        { PostgreSql(keys: null), "Database:KeysConnectionString is missing" },
        { PostgreSql(keys: "Host=db;Username=portal;Database=keys", owner: "Host=db;Username=owner;Database=portal"), "Database:KeysOwnerConnectionString must name a Username of its own" },
    };

    [Theory]
    [MemberData(nameof(WrongPlaces))]
    public void A_place_where_data_keys_may_not_lie_is_refused(DatabaseOptions options, string sentence) =>
        Assert.StartsWith(sentence, Assert.Single(options.Validate(new(options))).ErrorMessage, StringComparison.Ordinal);

    private static DatabaseOptions PostgreSql(string? keys, string? owner = null) => new()
    {
        Provider = DatabaseProvider.PostgreSQL,
        ConnectionString = "Host=db;Username=portal;Database=portal",
        OwnerConnectionString = owner,
        KeysConnectionString = keys,
    };

    private static readonly Id<Connection> Login = new(Guid.Parse("018f2a00-0000-7000-8000-000000000001"));

    private static async Task<bool> DeleteAsync(IServiceProvider services)
    {
        await services.GetRequiredService<TenantKeys>().DeleteAsync(CancellationToken.None);
        return true;
    }

    private static async Task<PortalApp> StartedAsync()
    {
        var app = new PortalApp();
        await app.InitializeAsync();
        return app;
    }

    private static async Task<Organisation> ConnectedAsync(PortalApp app, string slug)
    {
        var organisation = await app.FoundAsync(slug);
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var (db, vault, now) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<TokenVault>(), app.Clock.GetUtcNow());
            var connection = Connection.Open(organisation.Id, 1, $"{slug}@login.example", organisation.Members[Role.Admin].Id, now);
            var access = await vault.SealAsync(new AccessToken("access"), connection.Id, CancellationToken.None);
            db.AddRange(connection, new Grant(organisation.Id, connection.Id, access, await vault.SealAsync(new RefreshToken(Secret), connection.Id, CancellationToken.None), now.AddHours(1), now));
            await db.SaveChangesAsync();
        });
        return organisation;
    }

    private static async Task<string> OpenAsync(PortalApp app, Organisation organisation)
    {
        var secret = "";
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var grant = await services.GetRequiredService<PortalDb>().Grants.SingleAsync();
            secret = (await services.GetRequiredService<TokenVault>().OpenRefreshTokenAsync(grant.RefreshToken, grant.ConnectionId, CancellationToken.None)).Reveal();
        });
        return secret;
    }

    /// <summary>The organisation comes back: it gets a key of its own.</summary>
    private static Task SealAsync(PortalApp app, Organisation organisation) => app.InTenantAsync(
        organisation.Id, services => services.GetRequiredService<TokenVault>().SealAsync(new RefreshToken("another"), Login, CancellationToken.None));

    private static List<string> Holding(PortalApp app, string pattern, byte[] bytes) =>
        [.. Directory.GetFiles(app.Folder, pattern).Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0)];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
