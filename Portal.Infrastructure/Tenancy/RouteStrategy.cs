using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Portal.Infrastructure.Tenancy;

public static class Constants
{
    /// <summary>The route parameter that holds a tenant's identifier.</summary>
    public const string TenantToken = "__tenant__";
}

/// <summary>The identifier is the route value <see cref="Constants.TenantToken"/>, known once routing has chosen an endpoint.</summary>
internal sealed class RouteStrategy : IMultiTenantStrategy
{
    public Task<string?> GetIdentifierAsync(object context) =>
        Task.FromResult((context as HttpContext)?.GetRouteValue(Constants.TenantToken) as string);
}
