using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>
/// Links to tenant pages keep the tenant of the page they stand on. Routing itself drops ambient values as soon as a link leads to
/// another page.
/// </summary>
internal sealed class TenantLinks(LinkGenerator inner) : LinkGenerator
{
    public override string? GetPathByAddress<TAddress>(HttpContext httpContext, TAddress address, RouteValueDictionary values, RouteValueDictionary? ambientValues = null, PathString? pathBase = null, FragmentString fragment = default, LinkOptions? options = null) =>
        inner.GetPathByAddress(httpContext, address, Keep(address, values, ambientValues), ambientValues, pathBase, fragment, options);

    public override string? GetPathByAddress<TAddress>(TAddress address, RouteValueDictionary values, PathString pathBase = default, FragmentString fragment = default, LinkOptions? options = null) =>
        inner.GetPathByAddress(address, values, pathBase, fragment, options);

    public override string? GetUriByAddress<TAddress>(HttpContext httpContext, TAddress address, RouteValueDictionary values, RouteValueDictionary? ambientValues = null, string? scheme = null, HostString? host = null, PathString? pathBase = null, FragmentString fragment = default, LinkOptions? options = null) =>
        inner.GetUriByAddress(httpContext, address, Keep(address, values, ambientValues), ambientValues, scheme, host, pathBase, fragment, options);

    public override string? GetUriByAddress<TAddress>(TAddress address, RouteValueDictionary values, string scheme, HostString host, PathString pathBase = default, FragmentString fragment = default, LinkOptions? options = null) =>
        inner.GetUriByAddress(address, values, scheme, host, pathBase, fragment, options);

    public static void Decorate(IServiceCollection services)
    {
        var original = services.Last(service => service.ServiceType == typeof(LinkGenerator));
        var implementation = original.ImplementationType ?? throw new InvalidOperationException("Routing no longer registers its link generator by type.");
        services.Remove(original);
        services.AddSingleton<LinkGenerator>(provider => new TenantLinks((LinkGenerator)ActivatorUtilities.CreateInstance(provider, implementation)));
    }

    private static RouteValueDictionary Keep<TAddress>(TAddress address, RouteValueDictionary values, RouteValueDictionary? ambient)
    {
        if (address is RouteValuesAddress { ExplicitValues: { } wanted }
            && wanted["page"] is string page
            && page.StartsWith(TenantRoutes.Folder, StringComparison.Ordinal)
            && !values.ContainsKey(Constants.TenantToken)
            && ambient?[Constants.TenantToken] is { } tenant)
        {
            return new RouteValueDictionary(values) { [Constants.TenantToken] = tenant };
        }

        return values;
    }
}
