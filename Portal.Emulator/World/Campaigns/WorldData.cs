using Portal.Emulator.Control;
using Portal.Emulator.Reporting;

namespace Portal.Emulator.World.Campaigns;

/// <summary>Registers the made-up campaign data and the reports on it.</summary>
public static class WorldData
{
    public static IServiceCollection AddWorldData(this IServiceCollection services, EmulatorOptions options) =>
        services.AddSingleton(provider => new CampaignWorld(options, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IResets>(provider => provider.GetRequiredService<CampaignWorld>())
            .AddSingleton(_ => new Reports(options))
            .AddHttpContextAccessor();
}
