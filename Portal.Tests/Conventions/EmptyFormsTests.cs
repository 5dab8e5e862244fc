using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;
using Portal.Tests.Isolation;

namespace Portal.Tests.Conventions;

/// <summary>Every form of every page, sent without its fields and with all of them empty, as a browser does that checks nothing.</summary>
public sealed class EmptyFormsTests(EmptyFormsTests.World world) : IClassFixture<EmptyFormsTests.World>
{
    [Fact]
    public async Task A_form_with_nothing_in_it_is_answered_and_not_an_error_of_ours()
    {
        var (problems, answered) = (new List<string>(), 0);
        foreach (var endpoint in Routes.All(world).DistinctBy(endpoint => endpoint.RoutePattern.RawText).OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal))
        {
            foreach (var handler in Routes.PostHandlers(endpoint))
            {
                if (PathOf(endpoint) is not { } path)
                {
                    continue;
                }

                using var person = await SignedInAsync(endpoint);
                var token = person.FormToken;
                await person.GetAsync(path);
                var names = person.Page.QuerySelectorAll("form[method=post] [name]").Select(field => field.GetAttribute("name") ?? "").Where(name => name != "__RequestVerificationToken").Distinct().ToList();
                foreach (var fields in new[] { [], names.ConvertAll(name => (name, "")) })
                {
                    await person.PostAsync($"{path}?handler={handler}", token, [.. fields]);
                    answered += person.Status is HttpStatusCode.OK or HttpStatusCode.Redirect ? 1 : 0;
                    if ((int)person.Status >= 500)
                    {
                        problems.Add($"POST {path} {handler} with {fields.Count} fields: {person.Status}");
                    }
                }
            }
        }

        Assert.Empty(problems);
        Assert.True(answered > 60, $"Only {answered} forms were answered.");
    }

    /// <summary>Somebody who may, with a form of that area open: the owner in a tenant, an operator in theirs, nobody where people sign in.</summary>
    private async Task<Browser> SignedInAsync(RouteEndpoint endpoint)
    {
        var browser = new Browser(world.Address, followRedirects: false);
        if (Routes.IsTenants(endpoint))
        {
            await browser.SignInAsync(world.Tenant.Organisation.Members[Role.Owner]);
            return await browser.GetAsync($"/{world.Tenant.Slug}/connections");
        }

        if (endpoint.RoutePattern.RawText?.StartsWith("operator", StringComparison.OrdinalIgnoreCase) == true)
        {
            await browser.SignInAsync(world.Operator);
            return await browser.GetAsync("/operator/tenants/create");
        }

        return await browser.GetAsync("/account/sign-in");
    }

    private string? PathOf(RouteEndpoint endpoint) => Routes.IsTenants(endpoint) ? $"/{world.Tenant.Slug}/{Routes.Fill(endpoint, world.Tenant)}".TrimEnd('/')
        : endpoint.RoutePattern.Parameters.All(parameter => parameter.IsOptional) ? $"/{Routes.Rest(endpoint).Split("/{")[0]}"
        : Routes.Rest(endpoint).Contains("tenants/details", StringComparison.OrdinalIgnoreCase) ? $"/operator/tenants/details/{world.Tenant.Organisation.Id}"
        : null;

    public sealed class World : PortalApp
    {
        internal SeededTenant Tenant { get; private set; } = null!;

        internal Person Operator { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Tenant = await SeededTenant.MakeAsync(this, "alpha", 1_000);
            Operator = await PersonAsync("operator@portal.example", "Operator", isOperator: true);

            // The seed's key opens nothing; a sign-in makes another one.
            await InTenantAsync(Tenant.Organisation.Id, services => services.GetRequiredService<KeysDb>().TenantKeys.ExecuteDeleteAsync());
        }
    }
}
