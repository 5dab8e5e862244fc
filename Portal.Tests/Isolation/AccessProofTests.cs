using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Members;
using Portal.Security;
using Portal.Tests.Harness;

namespace Portal.Tests.Isolation;

/// <summary>Two things ask for a membership, and each is enough: the middleware that reads it, and the policies that want it.</summary>
public sealed class AccessProofTests
{
    [Fact]
    public async Task With_the_policies_off_a_stranger_still_finds_nothing()
    {
        await using var app = new WithoutPolicies();
        await app.InitializeAsync();
        var (mine, theirs) = (await SeededTenant.MakeAsync(app, "mine", 1_000), await SeededTenant.MakeAsync(app, "theirs", 2_000));
        using var stranger = new Browser(app.Address, followRedirects: false);
        await stranger.SignInAsync(mine.Organisation.Members[Role.Owner]);

        var found = new List<string>();
        foreach (var route in Routes.All(app).Where(Routes.IsTenants))
        {
            await stranger.GetAsync($"/{theirs.Slug}/{Routes.Fill(route, theirs)}".TrimEnd('/'));
            if (stranger.Status != HttpStatusCode.NotFound || stranger.Html.Contains(theirs.Marker, StringComparison.Ordinal))
            {
                found.Add($"{Routes.Rest(route)}: {stranger.Status}");
            }
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task The_policies_refuse_whoever_comes_without_a_membership_that_was_read()
    {
        await using var app = new PortalApp();
        await app.InitializeAsync();
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var somebody = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString())], "test"));
        var authorization = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();

        foreach (var policy in new[] { Access.Viewer, Access.Analyst, Access.Admin, Access.Owner })
        {
            Assert.False((await authorization.AuthorizeAsync(somebody, policy)).Succeeded, policy);
        }
    }

    private sealed class WithoutPolicies : PortalApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IAuthorizationHandler, LetsEverybodyIn>());
        }
    }

    private sealed class LetsEverybodyIn : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context)
        {
            context.PendingRequirements.ToList().ForEach(context.Succeed);
            return Task.CompletedTask;
        }
    }
}
