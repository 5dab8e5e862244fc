using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Security;

namespace Portal.Tests.Harness;

/// <summary>
/// The real portal as Production, on a real socket, with a SQLite file and a mail folder of its own. Only the edges differ: the clock is
/// set, and the outside is the emulator.
/// </summary>
public class PortalApp : WebApplicationFactory<CurrentMember>, IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-test-");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.Zero));

    public string Folder => folder.FullName;

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Configuration beside the harness's own; set before the first use.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    protected virtual int Port => 0;

    /// <summary>The clock that the portal lives by.</summary>
    protected virtual TimeProvider Time => Clock;

    private string DatabasePath => Path.Combine(Folder, "portal.db");

    public virtual ValueTask InitializeAsync()
    {
        UseKestrel(Port);
        StartServer();
        return ValueTask.CompletedTask;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production").UseStaticWebAssets();
        foreach (var (key, value) in Defaults().Concat(Settings))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(Time)));
    }

    private Dictionary<string, string?> Defaults() => new()
    {
        ["Database:Path"] = DatabasePath,
        ["Database:JobsPath"] = Path.Combine(Folder, "jobs.db"),
        ["DataProtection:CertificatePath"] = ThrowAwayCertificate.WriteTo(Folder),
        ["DataProtection:CertificatePassword"] = ThrowAwayCertificate.Password,
        ["Mail:Folder"] = Path.Combine(Folder, "mail"),
        ["Mail:From"] = "portal@portal.example",
        ["Portal:PublicUrl"] = "http://portal.test",
        ["Portal:Roles:0"] = "Web",
        ["MicrosoftAds:Environment"] = "Production",
        ["MicrosoftAds:ClientId"] = "5b1f0c6e-2d4a-4e0f-9c55-7a3d1c0e9b21",
        ["MicrosoftAds:ClientSecret"] = "local-stand-in-secret",
        ["MicrosoftAds:DeveloperToken"] = "LOCALSTANDIN01",
        ["MicrosoftAds:RedirectUri"] = "http://localhost/oauth/microsoft-ads/callback",
        ["RateLimits:AccountFormsPerMinute"] = "100000",
    };

    /// <summary>A new organisation with one member of each role; its name and slug are unlike all others, to be searched for.</summary>
    public async Task<Organisation> FoundAsync(string slug)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var tenant = Tenant.Found($"Org {slug}", slug, "Europe/Berlin", "EUR", Clock.GetUtcNow()).Value!;
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync();
        Services.GetRequiredService<TenantStore>().Evict();

        var members = new Dictionary<Role, Person>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var person = await PersonAsync($"{role}@{slug}.example", $"{role} of {slug}");
            members[role] = person;
            using (scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(PortalTenant.Of(tenant)))
            {
                db.Memberships.Add(new Membership(tenant.Id, person.Id, role, Clock.GetUtcNow()));
                await db.SaveChangesAsync();
            }
        }

        return new Organisation(tenant.Id, slug, members);
    }

    /// <summary>Somebody with a confirmed login and the harness's <see cref="Password"/>.</summary>
    public async Task<Person> PersonAsync(string email, string name, bool isOperator = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { Id = Id<Person>.New(Clock.GetUtcNow()), DisplayName = name, UserName = email, Email = email, EmailConfirmed = true, IsOperator = isOperator };
        var made = await users.CreateAsync(user, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        return user.Person;
    }

    /// <summary>Work in a tenant's scope, as a job does it.</summary>
    public async Task InTenantAsync(Id<Tenant> tenant, Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        var info = await Services.GetRequiredService<TenantStore>().GetAsync(tenant.ToString());
        using (scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(info))
        {
            await work(scope.ServiceProvider);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        DatabaseFile.Close(DatabasePath);
        folder.Delete(true);
        GC.SuppressFinalize(this);
    }
}

public sealed record Organisation(Id<Tenant> Id, string Slug, IReadOnlyDictionary<Role, Person> Members);
