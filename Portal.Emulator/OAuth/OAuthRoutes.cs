namespace Portal.Emulator.OAuth;

/// <summary>The two addresses of the identity platform, for every tenant name it knows.</summary>
internal static class OAuthRoutes
{
    private const string Tenant = "{tenant:regex(^(common|consumers|organizations|[[0-9a-fA-F]]{{8}}(-[[0-9a-fA-F]]{{4}}){{3}}-[[0-9a-fA-F]]{{12}})$)}";

    public static void AddOAuth(this IServiceCollection services)
    {
        services.AddSingleton<AuthorizeEndpoint>();
        services.AddSingleton<TokenEndpoint>();
    }

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var authorize = routes.ServiceProvider.GetRequiredService<AuthorizeEndpoint>();
        var token = routes.ServiceProvider.GetRequiredService<TokenEndpoint>();
        routes.MapMethods($"/{Tenant}/oauth2/v2.0/authorize", [HttpMethods.Get, HttpMethods.Post], authorize.AnswerAsync);
        routes.MapPost($"/{Tenant}/oauth2/v2.0/token", token.AnswerAsync);
    }
}
