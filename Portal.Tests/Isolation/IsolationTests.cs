using System.Net;
using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Isolation;

/// <summary>
/// Every route of a tenant, asked for by everybody: its own members, another tenant's owner by both possible tricks, an operator and
/// nobody. Each absence has its positive control: the owner of what is asked for does get it.
/// </summary>
public sealed class IsolationTests(IsolationTests.TwoTenants world) : IClassFixture<IsolationTests.TwoTenants>
{
    [Fact]
    public void Every_route_of_a_tenant_has_a_seed()
    {
        var missing = Routes.All(world).Where(Routes.IsTenants).Where(endpoint => Routes.Fill(endpoint, world.Mine) is null).Select(Routes.Rest);

        Assert.Empty(missing);
    }

    [Fact]
    public async Task A_tenant_gets_its_own_pages_and_its_own_data_in_them()
    {
        using var owner = await SignedInAsync(world.Theirs.Organisation.Members[Role.Owner]);
        var problems = new List<string>();
        var shown = 0;
        foreach (var path in Paths(world.Theirs, world.Theirs).Where(path => !path.EndsWith("/events", StringComparison.Ordinal)))
        {
            await owner.GetAsync(path);
            if (owner.Status != HttpStatusCode.OK)
            {
                problems.Add($"{path}: {owner.Status}");
            }

            shown += owner.Html.Contains(world.Theirs.Marker, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Empty(problems);
        Assert.True(shown > 5, $"Only {shown} pages show the tenant's own marker: the search for the other's would prove nothing.");
    }

    [Fact]
    public async Task Another_tenants_owner_finds_nothing_under_a_foreign_address()
    {
        using var stranger = await SignedInAsync(world.Mine.Organisation.Members[Role.Owner]);
        await RefusedEverywhereAsync(stranger, Paths(world.Theirs, world.Theirs), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Foreign_ids_under_ones_own_address_find_nothing()
    {
        using var stranger = await SignedInAsync(world.Mine.Organisation.Members[Role.Owner]);
        await RefusedEverywhereAsync(stranger, Paths(world.Mine, world.Theirs, onlyWithIds: true), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_operator_without_membership_finds_nothing()
    {
        using var @operator = await SignedInAsync(world.Operator);
        await RefusedEverywhereAsync(@operator, Paths(world.Theirs, world.Theirs), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_signed_in_is_sent_to_sign_in()
    {
        using var nobody = new Browser(world.Address, followRedirects: false);
        await RefusedEverywhereAsync(nobody, Paths(world.Theirs, world.Theirs), HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Each_role_opens_exactly_what_the_access_table_gives_it()
    {
        var problems = new List<string>();
        foreach (var role in new[] { Role.Viewer, Role.Analyst, Role.Admin })
        {
            using var member = await SignedInAsync(world.Theirs.Organisation.Members[role]);
            foreach (var endpoint in Routes.All(world).Where(Routes.IsTenants).Where(endpoint => !Routes.Rest(endpoint).EndsWith("/events", StringComparison.Ordinal)))
            {
                var needed = Enum.Parse<Role>(Assert.Single(endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()).Policy!);
                await member.GetAsync($"/{world.Theirs.Slug}/{Routes.Fill(endpoint, world.Theirs)}");
                var expected = role >= needed ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                if (member.Status != expected)
                {
                    problems.Add($"{role} {Routes.Rest(endpoint)}: {member.Status}, not {expected}");
                }
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_form_sent_to_a_foreign_address_or_with_foreign_ids_changes_nothing()
    {
        using var stranger = await SignedInAsync(world.Mine.Organisation.Members[Role.Owner]);
        await stranger.GetAsync($"/{world.Mine.Slug}/connections");
        var token = stranger.FormToken;
        var problems = new List<string>();
        var tried = 0;
        foreach (var endpoint in Routes.All(world).Where(Routes.IsTenants))
        {
            foreach (var handler in Routes.PostHandlers(endpoint))
            {
                var rest = Routes.Fill(endpoint, world.Theirs);
                var attacks = Routes.HasIds(endpoint) ? [world.Theirs.Slug, world.Mine.Slug] : new[] { world.Theirs.Slug };
                foreach (var slug in attacks)
                {
                    tried++;
                    await stranger.PostAsync($"/{slug}/{rest}?handler={handler}", token);
                    if (stranger.Status != HttpStatusCode.NotFound || stranger.Html.Contains(world.Theirs.Marker, StringComparison.Ordinal))
                    {
                        problems.Add($"POST {slug}/{rest} {handler}: {stranger.Status}");
                    }
                }
            }
        }

        Assert.Empty(problems);
        Assert.True(tried > 5, $"Only {tried} forms were found.");
    }

    [Fact]
    public async Task Members_of_a_tenant_do_not_enter_the_operator_area()
    {
        using var owner = await SignedInAsync(world.Mine.Organisation.Members[Role.Owner]);
        using var @operator = await SignedInAsync(world.Operator);
        foreach (var path in new[] { "/operator", "/operator/system", "/operator/mails", "/operator/tenants/create", $"/operator/tenants/details/{world.Theirs.Organisation.Id}", "/operator/jobs" })
        {
            await owner.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, owner.Status);
            await @operator.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, @operator.Status);
        }
    }

    private async Task RefusedEverywhereAsync(Browser browser, IEnumerable<string> paths, HttpStatusCode expected)
    {
        var problems = new List<string>();
        var tried = 0;
        foreach (var path in paths)
        {
            tried++;
            await browser.GetAsync(path);
            if (browser.Status != expected || browser.Html.Contains(world.Theirs.Marker, StringComparison.Ordinal))
            {
                problems.Add($"{path}: {browser.Status}");
            }
        }

        Assert.Empty(problems);
        Assert.True(tried > 3, $"Only {tried} routes were tried.");
    }

    /// <param name="address">Whose path is asked.</param>
    /// <param name="ids">Whose ids stand in it.</param>
    private List<string> Paths(SeededTenant address, SeededTenant ids, bool onlyWithIds = false) =>
        [.. Routes.All(world).Where(Routes.IsTenants)
            .Where(endpoint => !onlyWithIds || Routes.HasIds(endpoint))
            .Select(endpoint => $"/{address.Slug}/{Routes.Fill(endpoint, ids)}".TrimEnd('/'))
            .Distinct(StringComparer.Ordinal)];

    private async Task<Browser> SignedInAsync(Person person)
    {
        var browser = new Browser(world.Address);
        await browser.SignInAsync(person);
        return browser;
    }

    public sealed class TwoTenants : PortalApp
    {
        public SeededTenant Mine { get; private set; } = null!;

        public SeededTenant Theirs { get; private set; } = null!;

        public Person Operator { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Mine = await SeededTenant.MakeAsync(this, "alpha", 1_000);
            Theirs = await SeededTenant.MakeAsync(this, "beta", 2_000);
            Operator = await PersonAsync("operator@portal.example", "Operator", isOperator: true);
        }
    }
}
