using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Performance;

public static class PerformanceServices
{
    public static IServiceCollection AddPerformance(this IServiceCollection services)
    {
        services.AddOptions<PerformanceOptions>().BindConfiguration("Performance").ValidateInSentences();
        services.AddSingleton<RateFile>();
        services.AddScoped<AccountSeries>();
        services.AddScoped<CampaignDaySums>();
        services.AddScoped<CampaignMirror>();
        services.AddScoped<CampaignTotals>();
        services.AddScoped<CampaignTrends>();
        services.AddScoped<MarkedDays>();
        services.AddScoped<GrainList>();
        services.AddScoped<PeriodSums>();
        services.AddScoped<WarmFigures>();
        return services;
    }
}
