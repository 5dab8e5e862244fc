using System.Diagnostics;
using Npgsql;

namespace Portal.Benchmarks.Performance;

/// <summary>A throw-away PostgreSQL by <c>eng/postgresql</c>, gone afterwards; null where it is not installed.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly string script;
    private readonly string folder;

    private PostgreSqlServer(string script, string folder, string connection) => (this.script, this.folder, Connection) = (script, folder, connection);

    /// <summary>How its superuser reaches it.</summary>
    public string Connection { get; }

    public static async Task<PostgreSqlServer?> StartAsync()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (above is not null && !File.Exists(Path.Combine(above.FullName, "eng", "postgresql")))
        {
            above = above.Parent;
        }

        if (above is null)
        {
            return null;
        }

        var script = Path.Combine(above.FullName, "eng", "postgresql");
        var folder = Path.Combine(Path.GetTempPath(), $"portal-postgresql-{Guid.NewGuid():N}");
        var (exit, connection) = await RunAsync(script, "start", folder, $"{20_000 + (Environment.ProcessId % 20_000)}");
        return exit == 0 ? new(script, folder, connection.Trim()) : null;
    }

    /// <summary>As <paramref name="user"/>, or its superuser, in <paramref name="database"/>.</summary>
    public string As(string? user, string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(Connection) { Database = database };
        connection.Username = user ?? connection.Username;
        return connection.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(script, "stop", folder);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", words) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("There is no bash.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
