using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

public static class SyncServices
{
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        services.AddScoped<PerformanceWriter>();
        services.AddScoped<ReportIngest>();
        services.AddScoped<StartSync>();
        services.AddScoped<SyncAccount>();
        services.AddScoped<AccountLease>();
        services.AddScoped<ReadyReport>();
        services.AddScoped<ReportSlices>();
        services.AddScoped<EntitySlices>();
        services.AddScoped<EntityIngest>();
        services.AddScoped<EntityMirror>();
        services.AddScoped<RunEnd>();
        services.AddScoped<OldRuns>();
        services.AddScoped<SliceFaults>();
        services.AddScoped<SliceSteps>();
        services.AddSingleton<ReportLimits>();
        services.AddScoped<ReportRoom>();
        services.AddScoped<SyncLine>();
        services.AddScoped<LinePlaces>();
        services.AddScoped<NextSlice>();
        services.AddScoped<Watchdog>();
        services.AddScoped<StalledAccounts>();
        services.AddScoped<StartAgain>();
        services.AddScoped<StartBackFill>();
        services.AddScoped<PlanBackFill>();
        services.AddScoped<Ledgers>();
        services.AddScoped<SelfAudit>();
        services.AddScoped<StoredSums>();
        return services;
    }
}
