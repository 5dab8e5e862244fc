namespace Portal.Emulator.World.Campaigns;

/// <summary>Registers the made-up campaign data.</summary>
public static class WorldData
{
    public static IServiceCollection AddWorldData(this IServiceCollection services, EmulatorOptions options) =>
        services.AddSingleton(new CampaignWorld(options));
}
