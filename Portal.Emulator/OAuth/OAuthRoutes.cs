namespace Portal.Emulator.OAuth;

/// <summary>The two addresses of the identity platform, for every tenant name it knows.</summary>
internal static class OAuthRoutes
{
    public static void AddOAuth(this IServiceCollection services)
    {
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<KnownTenant>("tenant"));
        services.AddSingleton<AuthorizeEndpoint>();
        services.AddSingleton<TokenEndpoint>();
    }

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var authorize = routes.ServiceProvider.GetRequiredService<AuthorizeEndpoint>();
        var token = routes.ServiceProvider.GetRequiredService<TokenEndpoint>();
        routes.MapMethods("/{tenant:tenant}/oauth2/v2.0/authorize", [HttpMethods.Get, HttpMethods.Post], authorize.AnswerAsync);
        routes.MapPost("/{tenant:tenant}/oauth2/v2.0/token", token.AnswerAsync);
    }

    /// <summary>The shared names, or the id of one organisation.</summary>
    private sealed class KnownTenant : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values[routeKey] is string name && (name is "common" or "consumers" or "organizations" || Guid.TryParseExact(name, "D", out _));
    }
}
