using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Ads;

public static class AdsServices
{
    public static IServiceCollection AddAds(this IServiceCollection services) => services;
}
