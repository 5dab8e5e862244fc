using System.Globalization;
using Npgsql;
using Portal.Benchmarks.Performance;

// Roles and databases cannot be parameters.
#pragma warning disable RS0030

namespace Portal.Benchmarks.Pages;

/// <summary>Where the measured portal keeps its data: files of its own, or databases of its own on a server, with the portal's two roles. The files are gone afterwards, as is the server.</summary>
internal sealed class PagesDatabase : IDisposable
{
    private const string Owner = "portal_owner";
    private const string User = "portal";

    // Beside the program and not in the temporary folder, which is memory on some machines.
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"run-{Guid.NewGuid():N}"));
    private readonly PostgreSqlServer? server;
    private readonly string name = $"portal_{Guid.NewGuid():N}";

    private PagesDatabase(PostgreSqlServer? server) => this.server = server;

    private string Keys => $"{name}_keys";

    public string Label => server is null ? "SQLite" : "PostgreSQL";

    /// <summary>What the portal is configured with to live here.</summary>
    public Dictionary<string, string?> Settings
    {
        get
        {
            var settings = new Dictionary<string, string?>
            {
                ["Database:Path"] = Path.Combine(folder.FullName, "portal.db"),
                ["Database:KeysPath"] = Path.Combine(folder.FullName, "keys.db"),
                ["Database:JobsPath"] = Path.Combine(folder.FullName, "jobs.db"),
                ["Mail:Folder"] = Path.Combine(folder.FullName, "mail"),
            };
            if (server is not null)
            {
                settings["Database:Provider"] = "PostgreSQL";
                settings["Database:ConnectionString"] = server.As(User, name);
                settings["Database:OwnerConnectionString"] = server.As(Owner, name);
                settings["Database:KeysConnectionString"] = server.As(User, Keys);
                settings["Database:KeysOwnerConnectionString"] = server.As(Owner, Keys);
            }

            return settings;
        }
    }

    /// <param name="server">Null: SQLite.</param>
    public static async Task<PagesDatabase> CreateAsync(PostgreSqlServer? server)
    {
        var database = new PagesDatabase(server);
        if (server is not null)
        {
            await RunAsync(server.Connection, $"DO $$ BEGIN CREATE ROLE {Owner} LOGIN; CREATE ROLE {User} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            await RunAsync(server.Connection, $"CREATE DATABASE {database.name} OWNER {Owner}");
            await RunAsync(server.Connection, $"CREATE DATABASE {database.Keys} OWNER {Owner}");
        }

        return database;
    }

    /// <summary>What a server does by itself within a minute or so of a large write.</summary>
    public async Task SettleAsync()
    {
        if (server is not null)
        {
            await RunAsync(server.As(null, name), "VACUUM ANALYZE");
        }
    }

    /// <summary>The files' bytes, or the database's.</summary>
    public async Task<long> BytesAsync() => server is null
        ? folder.EnumerateFiles("portal.db*").Sum(file => file.Length)
        : Convert.ToInt64(await RunAsync(server.As(null, name), "SELECT pg_database_size(current_database())"), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static async Task<object?> RunAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }
}
