using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Tenancy;

public static class TenancyServices
{
    public static IServiceCollection AddTenancy(this IServiceCollection services)
    {
        services.AddMultiTenant<PortalTenant>().WithRouteStrategy().WithStore<TenantStore>(ServiceLifetime.Singleton);
        services.AddHybridCache();
        services.AddSingleton<LargeValues>();
        services.AddScoped<TenantCache>();
        services.AddScoped<FoundOrganisation>();
        return services;
    }
}
