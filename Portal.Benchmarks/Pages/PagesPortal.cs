using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Security;

namespace Portal.Benchmarks.Pages;

/// <summary>The real portal as Staging, which asks for no certificate, on a real socket, with a SQLite file of its own and one organisation; the file is gone afterwards.</summary>
internal sealed class PagesPortal : WebApplicationFactory<CurrentMember>
{
    public const string Slug = "contoso";
    private const string Owner = "owner@contoso.example";
    private const string Password = "correct horse battery";

    // Beside the program and not in the temporary folder, which is memory on some machines.
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"run-{Guid.NewGuid():N}"));

    public async Task<PortalTenant> StartAsync(TimeProvider clock)
    {
        UseKestrel(0);
        StartServer();
        await using var scope = Services.CreateAsyncScope();
        var user = new PortalUser { Id = Id<Person>.New(clock.GetUtcNow()), DisplayName = "Owner", UserName = Owner, Email = Owner, EmailConfirmed = true, CreatedAt = clock.GetUtcNow() };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().CreateAsync(user, Password);
        var found = Tenant.Found("Contoso", Slug, "Europe/Paris", "EUR", clock.GetUtcNow());
        if (!made.Succeeded || found.Value is not { } tenant)
        {
            throw new InvalidOperationException("The organisation or its owner was refused.");
        }

        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        db.Tenants.Add(tenant);
        using (scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(PortalTenant.Of(tenant)))
        {
            db.Memberships.Add(new Membership(tenant.Id, user.Id, Role.Owner, clock.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        return PortalTenant.Of(tenant);
    }

    /// <summary>Work in the organisation's scope, as a job does it.</summary>
    public async Task InTenantAsync(PortalTenant tenant, Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        using (scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenant))
        {
            await work(scope.ServiceProvider);
        }
    }

    public async Task<PageReader> SignInAsync()
    {
        var reader = new PageReader(ClientOptions.BaseAddress);
        await reader.SignInAsync(Owner, Password);
        return reader;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Staging").UseStaticWebAssets();
        foreach (var (key, value) in Settings())
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Database:Path"] = Path.Combine(folder.FullName, "portal.db"),
        ["Database:KeysPath"] = Path.Combine(folder.FullName, "keys.db"),
        ["Database:JobsPath"] = Path.Combine(folder.FullName, "jobs.db"),
        ["Mail:Folder"] = Path.Combine(folder.FullName, "mail"),
        ["Mail:From"] = "portal@portal.example",
        ["Portal:PublicUrl"] = "http://portal.example",
        ["Portal:Roles:0"] = "Web",
        ["MicrosoftAds:Environment"] = "Production",
        ["MicrosoftAds:ClientId"] = "5b1f0c6e-2d4a-4e0f-9c55-7a3d1c0e9b21",
        ["MicrosoftAds:ClientSecret"] = "local-stand-in-secret",
        ["MicrosoftAds:DeveloperToken"] = "LOCALSTANDIN01",
        ["MicrosoftAds:RedirectUri"] = "http://localhost/oauth/microsoft-ads/callback",
        ["RateLimits:AccountFormsPerMinute"] = int.MaxValue.ToString(CultureInfo.InvariantCulture),
    };
}
