using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Portal.Infrastructure.Tenancy;

public sealed class MultiTenantBuilder<T>(IServiceCollection services)
    where T : class, ITenantInfo
{
    public IServiceCollection Services { get; } = services;

    public MultiTenantBuilder<T> WithRouteStrategy()
    {
        Services.AddSingleton<IMultiTenantStrategy, RouteStrategy>();
        return this;
    }

    public MultiTenantBuilder<T> WithStore<TStore>(ServiceLifetime lifetime)
        where TStore : class, IMultiTenantStore<T>
    {
        Services.TryAdd(ServiceDescriptor.Describe(typeof(TStore), typeof(TStore), lifetime));
        Services.Add(ServiceDescriptor.Describe(typeof(IMultiTenantStore<T>), services => services.GetRequiredService<TStore>(), lifetime));
        return this;
    }
}

public static class MultiTenantExtensions
{
    public static MultiTenantBuilder<T> AddMultiTenant<T>(this IServiceCollection services)
        where T : class, ITenantInfo
    {
        services.AddScoped<ScopedMultiTenantContext<T>>();
        services.AddScoped<IMultiTenantContextAccessor<T>>(scope => scope.GetRequiredService<ScopedMultiTenantContext<T>>());
        services.AddScoped<IMultiTenantContextSetter<T>>(scope => scope.GetRequiredService<ScopedMultiTenantContext<T>>());
        return new MultiTenantBuilder<T>(services);
    }

    /// <summary>After <c>UseRouting</c>, before <c>UseAuthentication</c>: an unknown tenant is 404 before anybody is asked who they are.</summary>
    public static IApplicationBuilder UseMultiTenant(this IApplicationBuilder app) => app.UseMiddleware<MultiTenantMiddleware<PortalTenant>>();
}
