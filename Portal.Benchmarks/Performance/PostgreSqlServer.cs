using System.Diagnostics;
using Npgsql;
using Portal.Infrastructure.Database;

// Roles and databases cannot be parameters.
#pragma warning disable RS0030

namespace Portal.Benchmarks.Performance;

/// <summary>A throw-away PostgreSQL by <c>eng/postgresql</c>, gone afterwards; null where it is not installed.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>The role the portal works under.</summary>
    public const string User = "portal";
    private const string Owner = "portal_owner";

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

    /// <summary>Makes the portal's two roles, and an empty database and key store for it.</summary>
    public async Task<DatabaseOptions> CreateAsync(string name)
    {
        await ExecuteAsync($"DO $$ BEGIN CREATE ROLE {Owner} LOGIN; CREATE ROLE {User} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {Owner}");
        await ExecuteAsync($"CREATE DATABASE {name}_keys OWNER {Owner}");
        return new()
        {
            Provider = DatabaseProvider.PostgreSQL,
            ConnectionString = As(User, name),
            OwnerConnectionString = As(Owner, name),
            KeysConnectionString = As(User, $"{name}_keys"),
            KeysOwnerConnectionString = As(Owner, $"{name}_keys"),
        };
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

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
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
