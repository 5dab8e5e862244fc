using Portal.Emulator.Bulk;
using Portal.Emulator.Bulk.Upload;
using Portal.Emulator.Calls;
using Portal.Emulator.CampaignManagement;
using Portal.Emulator.Control;
using Portal.Emulator.CustomerManagement;
using Portal.Emulator.OAuth;
using Portal.Emulator.Pages;
using Portal.Emulator.Reporting;
using Portal.Emulator.Traffic;
using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator;

/// <summary>Builds the stand-in: by itself, inside the portal's process in Development, or in a test on a free port.</summary>
public static class EmulatorHost
{
    private const int HeaderBytes = 48 * 1024;

    /// <summary>
    /// A host that reads no configuration but <paramref name="options"/>, so that it can live beside another host. With
    /// <paramref name="args"/> it runs by itself and logs to the console.
    /// </summary>
    public static WebApplication Build(EmulatorOptions options, string[]? args = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(EmulatorHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(Urls(options)).ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
            kestrel.Limits.MaxRequestLineSize = HeaderBytes;
            kestrel.Limits.MaxRequestBufferSize = null;
        });
        if (args is not null)
        {
            builder.Logging.AddSimpleConsole().AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        }

        builder.Services.AddRouting();
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.Services.AddEmulator(options);
        builder.Services.AddWorldData(options);
        var app = builder.Build();
        app.UseMiddleware<Observer>();
        app.UseResponseCompression();
        app.UseRouting();
        app.MapPages();
        app.MapOAuth();
        app.MapCustomerManagement();
        app.MapCampaignManagement();
        app.MapReporting();
        app.MapBulk();
        app.MapControl(options.Control);
        return app;
    }

    private static string Urls(EmulatorOptions options) =>
        options.Control is { Enabled: true, Port: { } port } ? $"{options.Urls};http://localhost:{port}" : options.Urls;

    private static void AddEmulator(this IServiceCollection services, EmulatorOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new StateFile(options.DataPath));
        services.AddSingleton(provider => new EmulatorClock(TimeProvider.System, provider.GetRequiredService<StateFile>(), options.FrozenAt));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<EmulatorClock>());
        services.AddSingleton(new Directory(People.Seed(options)));
        services.AddSingleton(provider => new Grants(
            provider.GetRequiredService<StateFile>(), provider.GetRequiredService<EmulatorClock>(), options));
        services.AddSingleton<DeveloperTokens>();
        services.AddSingleton<IResets>(provider => provider.GetRequiredService<DeveloperTokens>());
        services.AddSingleton<Gate>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<Faults>();
        services.AddSingleton<PageWriter>();
        services.AddSingleton<Reset>();
        services.AddSingleton<Downloads>();
        services.AddSingleton<IResets>(provider => provider.GetRequiredService<Downloads>());
        services.AddSingleton<Uploads>();
        services.AddSingleton<IResets>(provider => provider.GetRequiredService<Uploads>());
        services.AddOAuth();
    }
}
