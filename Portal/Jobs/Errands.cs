using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Telemetry;

namespace Portal.Jobs;

/// <summary>The portal as a command that ends: no server listens, no worker starts. What it prints is for whoever reads a scheduler's log.</summary>
internal static class Errands
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration: doing it again changes nothing.</summary>
    public const int Unusable = 2;

    /// <summary>The log goes to standard error, so that standard output is the report alone.</summary>
    public static void AddErrands(this IServiceCollection services)
    {
        services.AddTransient<RunErrand>();
        services.AddTransient<SyncErrand>();
        services.AddTransient<ErrandParts>();
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    public static async Task<int> RunErrandAsync(this WebApplication app, Errand errand)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using (app)
        {
            app.Services.StartTelemetry();
            return await IsReadyAsync(app.Services, stop.Token)
                ? await app.Services.GetRequiredService<RunErrand>().RunAsync(errand, Console.Out, Console.Error, stop.Token)
                : Unusable;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>A missing database is a wrong path, not a new portal.</summary>
    private static async Task<bool> IsReadyAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.CanConnectAsync(ct))
        {
            await Console.Error.WriteLineAsync("There is no database where Database:Path or Database:ConnectionString leads to.");
            return false;
        }

        try
        {
            await services.MigrateAsync(ct);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return false;
        }
    }
}
