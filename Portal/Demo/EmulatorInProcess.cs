using Portal.Emulator;

namespace Portal.Demo;

/// <summary>Runs the stand-in for Microsoft on its own port, beside the portal and for as long as it.</summary>
internal sealed class EmulatorInProcess(IConfiguration configuration, IHostEnvironment host) : IHostedService, IAsyncDisposable
{
    private WebApplication? emulator;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = configuration.GetSection("Emulator").Get<EmulatorOptions>() ?? new EmulatorOptions();
        options.DataPath = Path.Combine(host.ContentRootPath, options.DataPath ?? "data/emulator.json");
        Directory.CreateDirectory(Path.GetDirectoryName(options.DataPath) ?? ".");
        emulator = EmulatorHost.Build(options);
        await emulator.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => emulator?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
