using Hangfire;
using Portal.Infrastructure.Jobs.Storage;
using Portal.Tests.Infrastructure.Jobs.Storage;

/// <summary>
/// What a <see cref="ChildProcess"/> does. .NET calls Initialize before Main where DOTNET_STARTUP_HOOKS names this assembly; the name
/// and the missing namespace are its rule (https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md).
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var file = Environment.GetEnvironmentVariable(ChildProcess.FileVariable)!;
        using var storage = new SQLiteStorage(file, new SQLiteStorageOptions { PollInterval = TimeSpan.FromMilliseconds(50) });
        switch (Environment.GetEnvironmentVariable(ChildProcess.RoleVariable))
        {
            case "enqueue":
                Flood(storage);
                break;
            case "hold":
                Hold(storage);
                break;
            case "serve":
                Serve(storage);
                break;
        }

        Environment.Exit(0);
    }

    private static void Flood(SQLiteStorage storage)
    {
        var client = new BackgroundJobClient(storage);
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            while (true)
            {
                Console.WriteLine(client.Enqueue(() => TemporaryStorage.Some.Nothing("")));
            }
        })
        { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        AwaitTheEndOfTheTest();
    }

    private static void Hold(SQLiteStorage storage)
    {
        using var connection = storage.GetConnection();
        connection.AcquireDistributedLock("resource", TemporaryStorage.Deadline);
        Console.WriteLine(connection.FetchNextJob(["default"], CancellationToken.None).JobId);
        AwaitTheEndOfTheTest();
    }

    private static void Serve(SQLiteStorage storage)
    {
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 2 }, storage);
        Console.WriteLine("serving");
        AwaitTheEndOfTheTest();
    }

    private static void AwaitTheEndOfTheTest() => Console.In.ReadToEnd();
}
