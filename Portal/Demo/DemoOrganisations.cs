using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Demo;

/// <summary>
/// At the first start: Northwind, with nothing connected, so that a newcomer does the main job; and Contoso, connected and syncing, to
/// look around in. At every start: says where the portal is and who can sign in.
/// </summary>
internal sealed partial class DemoOrganisations(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, IConfiguration configuration, TimeProvider clock, ILogger<DemoOrganisations> logger) : IHostedService
{
    public const string Password = "portal demo password";
    private const string Admin = "maria@northwind.example";
    private const string Viewer = "victor@northwind.example";
    private const string OtherAdmin = "anna@contoso.example";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (!await scope.ServiceProvider.GetRequiredService<PortalDb>().Tenants.AnyAsync(cancellationToken))
            {
                await SeedAsync(scope.ServiceProvider, cancellationToken);
            }
        }

        lifetime.ApplicationStarted.Register(Announce);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SeedAsync(IServiceProvider services, CancellationToken ct)
    {
        var maria = await PersonAsync(services, Admin, "Maria Anders");
        var victor = await PersonAsync(services, Viewer, "Victor Stone");
        var anna = await PersonAsync(services, OtherAdmin, "Anna Trujillo");
        await FoundAsync(services, "Northwind Traders", "northwind", [(maria, Role.Owner), (victor, Role.Viewer)], ct);
        var contoso = await FoundAsync(services, "Contoso Shoes", "contoso", [(anna, Role.Owner), (maria, Role.Admin), (victor, Role.Viewer)], ct);
        using (services.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(contoso))
        {
            await services.GetRequiredService<DemoConnection>().ConnectAsync(anna, OtherAdmin, ct);
        }
    }

    private async Task<Person> PersonAsync(IServiceProvider services, string email, string name)
    {
        var user = new PortalUser { Id = Id<Person>.New(clock.GetUtcNow()), DisplayName = name, UserName = email, Email = email, EmailConfirmed = true, CreatedAt = clock.GetUtcNow() };
        var made = await services.GetRequiredService<UserManager<PortalUser>>().CreateAsync(user, Password);
        return made.Succeeded ? user.Person : throw new InvalidOperationException(made.ToString());
    }

    private async Task<PortalTenant> FoundAsync(IServiceProvider services, string name, string slug, IReadOnlyList<(Person Person, Role Role)> members, CancellationToken ct)
    {
        var db = services.GetRequiredService<PortalDb>();
        var tenant = Domain.Tenancy.Tenant.Found(name, slug, "Europe/Berlin", "EUR", clock.GetUtcNow()).Value ?? throw new InvalidOperationException(slug);
        db.Tenants.Add(tenant);
        var founded = PortalTenant.Of(tenant);
        using (services.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(founded))
        {
            db.Memberships.AddRange(members.Select(member => new Membership(tenant.Id, member.Person.Id, member.Role, clock.GetUtcNow())));
            await db.SaveChangesAsync(ct);
        }

        return founded;
    }

    private void Announce() => Log.Ready(
        logger,
        configuration["Portal:PublicUrl"] ?? "",
        Admin,
        Viewer,
        configuration["Portal:FirstOperator"] ?? "none",
        Password,
        configuration["MicrosoftAds:EmulatorUrl"] ?? "http://localhost:5090");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = """
            Portal is at {Address}
              tenant admin  {Admin}
              viewer        {Viewer}
              operator      {Operator}
              password      {Password}
            Northwind Traders has nothing connected yet; Contoso Shoes is connected. The stand-in for Microsoft is at {Emulator}.
            """)]
        public static partial void Ready(ILogger logger, string address, string admin, string viewer, string @operator, string password, string emulator);
    }
}
