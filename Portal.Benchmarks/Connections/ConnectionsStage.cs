using System.Text.Json;
using System.Text.Json.Serialization;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.Performance;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Emulator;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Connections;

/// <summary>
/// A database with tenants and connections whose refresh tokens the emulator really gave, and the emulator, on a port of its own. Other
/// processes of the portal are started over both.
/// </summary>
internal sealed class ConnectionsStage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Named = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly string folder;
    private readonly WebApplication emulator;
    private readonly TimeProvider time;
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });

    private ConnectionsStage(string folder, WebApplication emulator, TimeProvider time) =>
        (this.folder, this.emulator, this.time, Process) = (folder, emulator, time, new PortalProcess(folder, emulator.Urls.First(), time));

    /// <summary>This process's own portal.</summary>
    public PortalProcess Process { get; }

    /// <summary>What the emulator is made of.</summary>
    public IServiceProvider Emulated => emulator.Services;

    public Faults Faults => emulator.Services.GetRequiredService<Faults>();

    public RequestLog Log => emulator.Services.GetRequiredService<RequestLog>();

    public IReadOnlyList<OwnedConnection> Connections { get; private set; } = [];

    /// <summary>A refresh token that no connection has.</summary>
    public RefreshToken Spare { get; private set; } = new("");

    public Uri Emulator => new(emulator.Urls.First());

    /// <param name="tenants">How many organisations share the connections.</param>
    /// <param name="connections">How many connections, each with a refresh token of its own and an access token that has expired.</param>
    /// <param name="change">Changes how the emulator behaves.</param>
    /// <param name="clock">The portal's time by the emulator's clock; null follows the machine.</param>
    /// <param name="server">Where the database is to be; null is a file.</param>
    public static async Task<ConnectionsStage> OpenAsync(
        int tenants, int connections, Action<EmulatorOptions>? change = null, Func<EmulatorClock, TimeProvider>? clock = null, PostgreSqlServer? server = null)
    {
        var options = new EmulatorOptions { Urls = "http://127.0.0.1:0", ExpiresIn = 3600 };
        change?.Invoke(options);
        var emulator = EmulatorHost.Build(options);
        await emulator.StartAsync();

        // Beside the program and not in the temporary folder, which is memory on some machines.
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"run-{Guid.NewGuid():N}")).FullName;
        if (server is not null)
        {
            var database = await server.CreateAsync($"portal_{Guid.NewGuid():N}");
            await File.WriteAllTextAsync(Path.Combine(folder, PortalProcess.DatabaseFile), JsonSerializer.Serialize(new { Database = database }, Named));
        }

        var time = clock?.Invoke(emulator.Services.GetRequiredService<EmulatorClock>()) ?? TimeProvider.System;
        var stage = new ConnectionsStage(folder, emulator, time);
        await stage.Process.Services.MigrateAsync(CancellationToken.None);
        stage.Connections = await stage.SeedAsync(tenants, connections, time.GetUtcNow());
        return stage;
    }

    /// <summary>Another portal over the same database, with a memory of its own, within this process.</summary>
    public PortalProcess AnotherProcess() => new(folder, emulator.Urls.First(), time);

    /// <summary>Starts this program again as another process of the portal; see <see cref="Child"/>.</summary>
    public System.Diagnostics.Process StartChild(params string[] work)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { Child.Word, folder, Emulator.ToString() },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var word in work)
        {
            start.ArgumentList.Add(word);
        }

        return System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    public int Exchanges() => Log.Count("/token", "refresh_token");

    /// <summary>The states of all connections and how many of each.</summary>
    public async Task<IReadOnlyDictionary<ConnectionState, int>> StatesAsync()
    {
        await using var scope = Process.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        using var all = new SystemScope(db, "a measurement counts states");
        return await db.Connections.AcrossTenants(all).GroupBy(row => row.State).ToDictionaryAsync(group => group.Key, group => group.Count());
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await Process.DisposeAsync();
        await emulator.StopAsync();
        await emulator.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<IReadOnlyList<OwnedConnection>> SeedAsync(int tenants, int connections, DateTimeOffset now)
    {
        var seeded = new List<OwnedConnection>();
        for (var number = 0; number < tenants; number++)
        {
            var tenant = Tenant.Found($"Tenant {number}", $"tenant-{number}", "Europe/Berlin", "EUR", now).Value ?? throw new InvalidOperationException("The tenant was refused.");
            await Process.InNoTenantAsync(async services =>
            {
                var db = services.GetRequiredService<PortalDb>();
                db.Tenants.Add(tenant);
                return await db.SaveChangesAsync();
            });
            var share = Enumerable.Range(0, connections).Where(one => one % tenants == number).ToList();
            await Process.InTenantAsync(PortalTenant.Of(tenant), services => SeedAsync(services, tenant.Id, share, now, seeded));
        }

        Spare = (await SignInAsync()).Refresh;
        Log.Clear();
        return seeded;
    }

    private async Task<int> SeedAsync(IServiceProvider services, Id<Tenant> tenant, List<int> share, DateTimeOffset now, List<OwnedConnection> seeded)
    {
        var (db, vault) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<TokenVault>());
        foreach (var number in share)
        {
            var (access, refresh) = await SignInAsync();
            var connection = Connection.Open(tenant, number + 1, $"user-{number}@login.example", default, now);
            connection.Activate();
            db.Connections.Add(connection);
            db.Grants.Add(new Grant(
                tenant,
                connection.Id,
                await vault.SealAsync(access, connection.Id, CancellationToken.None),
                await vault.SealAsync(refresh, connection.Id, CancellationToken.None),
                now.AddSeconds(-1),
                now));
            seeded.Add(new(tenant, connection.Id));
        }

        return await db.SaveChangesAsync();
    }

    private async Task<(AccessToken Access, RefreshToken Refresh)> SignInAsync()
    {
        var identity = Process.Services.GetRequiredService<MicrosoftIdentity>();
        var verifier = Pkce.NewVerifier();
        using var answer = await browser.GetAsync(new Uri(QueryHelpers.AddQueryString(identity.AuthorizeUri("state", Pkce.ChallengeOf(verifier)).AbsoluteUri, "__user", "maria@northwind.example")));
        var code = HttpUtility.ParseQueryString(answer.Headers.Location?.Query ?? "")["code"] ?? throw new InvalidOperationException("The emulator gave no code.");
        return (await identity.ExchangeCodeAsync(new AuthorizationCode(code), verifier, CancellationToken.None)).Tokens is { Refresh: { } refresh } tokens
            ? (tokens.Access, refresh)
            : throw new InvalidOperationException("The emulator gave no tokens.");
    }
}

internal sealed record OwnedConnection(Id<Tenant> Tenant, Id<Connection> Connection);
