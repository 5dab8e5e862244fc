using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Isolation;

/// <summary>Every registered route, and how to fill in its parameters from what a tenant owns.</summary>
internal static class Routes
{
    /// <summary>What stands for a page's parameters in a tenant's own address. A new route with parameters and no line here fails the test.</summary>
    private static readonly Dictionary<string, Func<SeededTenant, string>> Seeds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["connections/choose/{id}"] = tenant => $"connections/choose/{tenant.Connection}",
        ["connections/reconnect/{id}"] = tenant => $"connections/reconnect/{tenant.SignIn}",
        ["connections/disconnect/{id}"] = tenant => $"connections/disconnect/{tenant.Connection}",
        ["members/edit/{person}"] = tenant => $"members/edit/{tenant.Organisation.Members[Portal.Domain.Members.Role.Viewer].Id}",
        ["campaigns/details/{account:long}/{campaign:long}"] = tenant => $"campaigns/details/{tenant.Account}/{tenant.Campaign}",
        ["campaigns/edit/{account:long}/{campaign:long}"] = tenant => $"campaigns/edit/{tenant.Account}/{tenant.Campaign}",
        ["campaigns/ad-group/{account:long}/{adGroup:long}"] = tenant => $"campaigns/ad-group/{tenant.Account}/{tenant.AdGroup}",
        ["entities/{kind?}"] = _ => "entities/labels",
        ["entities/index/{kind?}"] = _ => "entities/index/audiences",
        ["entities/export/{kind}"] = _ => "entities/export/extensions",
        ["entities/details/{kind}/{account:long}/{id:long}"] = tenant => $"entities/details/labels/{tenant.Account}/{tenant.Account + 6}",
        ["views/change/{id}"] = tenant => $"views/change/{tenant.View}",
        ["sync/held/{account:long}"] = tenant => $"sync/held/{tenant.Account}",
        ["performance/export/{grain}"] = _ => "performance/export/keywords",
        ["performance/{grain?}"] = _ => "performance/keywords",
        ["performance/index/{grain?}"] = _ => "performance/index/goals",
        ["sync/run/{id}"] = tenant => $"sync/run/{tenant.Run}",
        ["sync/run/{id}/events"] = tenant => $"sync/run/{tenant.Run}/events",
    };

    public static IReadOnlyList<RouteEndpoint> All(PortalApp app) =>
        [.. app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    public static bool IsTenants(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name == Constants.TenantToken);

    /// <summary>The part after the tenant, as a pattern.</summary>
    public static string Rest(RouteEndpoint endpoint) =>
        (endpoint.RoutePattern.RawText ?? "").Replace($"{{{Constants.TenantToken}}}", "", StringComparison.Ordinal).Trim('/');

    /// <summary>Whether something in the address belongs to a tenant; the name of a grain or a kind is everybody's.</summary>
    public static bool HasIds(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is not (Constants.TenantToken or "grain" or "kind"));

    /// <summary>The same part with values that belong to <paramref name="owner"/>; null when nobody said which.</summary>
    public static string? Fill(RouteEndpoint endpoint, SeededTenant owner)
    {
        var rest = Rest(endpoint);
        return Seeds.TryGetValue(rest, out var fill) ? fill(owner)
            : endpoint.RoutePattern.Parameters.All(parameter => parameter.Name == Constants.TenantToken || parameter.IsOptional) ? rest.Split("/{")[0]
            : null;
    }

    /// <summary>The handlers that a form of the page may name; the empty one is <c>OnPost</c> itself.</summary>
    public static IEnumerable<string> PostHandlers(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page && PageModels.TryGetValue(page.ViewEnginePath, out var model)
            ? model.GetMethods().Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal)).Select(method => method.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal))
            : [];

    private static readonly Dictionary<string, Type> PageModels = typeof(Portal.Security.CurrentMember).Assembly.GetTypes()
        .Where(type => typeof(PageModel).IsAssignableFrom(type) && type.Namespace?.StartsWith("Portal.Pages", StringComparison.Ordinal) == true)
        .ToDictionary(type => type.FullName!["Portal.Pages".Length..].Replace('.', '/')[..^"Model".Length], StringComparer.Ordinal);
}
