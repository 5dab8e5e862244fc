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

/// <summary>The real portal as Staging, which asks for no certificate, on a real socket, with one organisation that a person can look into, and others beside it.</summary>
internal sealed class PagesPortal(PagesDatabase database) : WebApplicationFactory<CurrentMember>
{
    public const string Slug = "contoso";
    private const string Owner = "owner@contoso.example";
    private const string Password = "correct horse battery";

    public async Task<PortalTenant> StartAsync(TimeProvider clock)
    {
        UseKestrel(0);
        StartServer();
        await using var scope = Services.CreateAsyncScope();
        var user = new PortalUser { Id = Id<Person>.New(clock.GetUtcNow()), DisplayName = "Owner", UserName = Owner, Email = Owner, EmailConfirmed = true, CreatedAt = clock.GetUtcNow() };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().CreateAsync(user, Password);
        if (!made.Succeeded)
        {
            throw new InvalidOperationException("The owner was refused.");
        }

        return await FoundAsync("Contoso", Slug, user.Id, clock);
    }

    /// <summary>An organisation of <paramref name="owner"/>; nobody has to exist to own one that nobody looks into.</summary>
    public async Task<PortalTenant> FoundAsync(string name, string slug, Id<Person>? owner, TimeProvider clock)
    {
        var tenant = Tenant.Found(name, slug, "Europe/Paris", "EUR", clock.GetUtcNow()).Value ?? throw new InvalidOperationException("The organisation was refused.");
        await InTenantAsync(PortalTenant.Of(tenant), async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            db.Tenants.Add(tenant);
            if (owner is { } person)
            {
                db.Memberships.Add(new Membership(tenant.Id, person, Role.Owner, clock.GetUtcNow()));
            }

            await db.SaveChangesAsync();
        });
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

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Staging").UseStaticWebAssets();
        foreach (var (key, value) in Settings.Concat(database.Settings))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    private static Dictionary<string, string?> Settings => new()
    {
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
