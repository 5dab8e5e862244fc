using Portal.Infrastructure.Connections;

namespace Portal.Demo;

internal static class DemoServices
{
    /// <summary>In Development with the emulator as the outside: the stand-in itself, and two organisations to look around in.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || builder.Configuration["MicrosoftAds:Environment"] != nameof(AdsEnvironment.Emulator))
        {
            return;
        }

        builder.Services.AddHostedService<EmulatorInProcess>();
        builder.Services.AddHttpClient<DemoConnection>().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        builder.Services.AddHostedService<DemoOrganisations>();
    }
}
