using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Portal.Domain.Ads;

namespace Portal.Infrastructure.Ads;

public static class AdsServices
{
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(100);

    public static IServiceCollection AddAds(this IServiceCollection services)
    {
        services.AddSingleton<Pace>();
        services.AddTransient<Pacing>();
        services.AddTransient<WholeAnswers>();
        services.AddTransient<CompleteCalls>();
        services.AddPipeline(AdsCalls.Reads, Repeating.OfReads);
        services.AddPipeline(AdsCalls.Changes, Repeating.OfChanges);
        services.AddHttpClient<ReportDownload>(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddScoped<AdsCalls>();
        services.AddScoped<CustomerManagement>();
        services.AddScoped<AccountDiscovery>();
        services.AddScoped<CampaignManagement>();
        services.AddScoped<CampaignUpdates>();
        services.AddScoped<Reporting>();
        services.AddScoped<BulkDownloads>();
        services.AddScoped<IAdsApi, MicrosoftAds>();
        return services;
    }

    /// <summary>From the outside in: complete, repeated, paced, each try limited in time, taken in whole.</summary>
    private static void AddPipeline(this IServiceCollection services, string name, HttpRetryStrategyOptions retry)
    {
        var http = services.AddHttpClient(name).AddHttpMessageHandler<CompleteCalls>();
        http.AddResilienceHandler("repeat", (builder, context) => OnOurClock(builder, context).AddRetry(retry));
        http.AddHttpMessageHandler<Pacing>();
        http.AddResilienceHandler("time-out", (builder, context) => OnOurClock(builder, context).AddTimeout(OneTry));
        http.AddHttpMessageHandler<WholeAnswers>();
        http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    private static ResiliencePipelineBuilder<HttpResponseMessage> OnOurClock(ResiliencePipelineBuilder<HttpResponseMessage> builder, ResilienceHandlerContext context)
    {
        builder.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        return builder;
    }
}
