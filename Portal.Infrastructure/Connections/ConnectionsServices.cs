using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;
using Portal.Infrastructure.Sync;

namespace Portal.Infrastructure.Connections;

public static class ConnectionsServices
{
    /// <summary>Not <c>AddConnections</c>: ASP.NET Core has an extension method of that name and shape.</summary>
    public static IServiceCollection AddAdsConnections(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<MicrosoftAdsOptions>, MicrosoftAdsOptionsCheck>();
        services.AddOptions<MicrosoftAdsOptions>().Configure<IConfiguration>(Bind).ValidateOnStart();
        services.AddSingleton<ClientCredentials>();
        services.AddHttpClient<MicrosoftIdentity>(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .AddBreaker();
        services.AddSingleton<TokenMemory>();
        services.AddScoped<AccessTokens>();
        services.AddSingleton<KeyWrapping>();
        services.AddScoped<TenantKeys>();
        services.AddScoped<KeyRotation>();
        services.AddScoped<ResealedTokens>();
        services.AddScoped<DestroyedSignIns>();
        services.AddScoped<TokenVault>();
        services.AddScoped<GrantLease>();
        services.AddScoped<HeldRefreshTokens>();
        services.AddScoped<GrantExchange>();
        services.AddScoped<GrantRefresh>();
        services.AddScoped<InterruptedExchanges>();
        services.AddScoped<ExpiredTokens>();
        services.AddScoped<ReceivedTokens>();
        services.AddScoped<RefreshFailures>();
        services.AddScoped<RefreshDue>();
        services.AddScoped<AuthorizeAttempts>();
        services.AddScoped<Restatement>();
        services.AddScoped<ReachedAccounts>();
        services.AddScoped<LoginExchange>();
        services.AddScoped<StoredLogins>();
        services.AddScoped<PendingSignIns>();
        services.AddScoped<ConnectedLogins>();
        services.AddScoped<Rediscovery>();
        return services;
    }

    /// <summary>Secrets become their own types here, at the door; the binder would not know how.</summary>
    private static void Bind(MicrosoftAdsOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection("MicrosoftAds");
        section.Bind(options);
        options.ClientSecret = section[nameof(options.ClientSecret)] is { Length: > 0 } secret ? new ClientSecret(secret) : options.ClientSecret;
        options.NextClientSecret = section[nameof(options.NextClientSecret)] is { Length: > 0 } next ? new ClientSecret(next) : options.NextClientSecret;
        options.DeveloperToken = section[nameof(options.DeveloperToken)] is { } token ? new DeveloperToken(token) : options.DeveloperToken;
    }
}
