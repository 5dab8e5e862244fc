using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Harness;

/// <summary>
/// A database of its own: files in a folder, or, where <c>PORTAL_TEST_POSTGRESQL</c> holds a connection string of a server's superuser,
/// a database on that server with the portal's two roles.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string Owner = "portal_owner";
    private const string User = "portal";

    private static readonly string? Server = Environment.GetEnvironmentVariable("PORTAL_TEST_POSTGRESQL") is { Length: > 0 } server ? server : null;
    private static readonly Lazy<string> Template = new(MakeTemplate);

    private readonly string folder;
    private readonly string name = $"portal_{Guid.NewGuid():N}";

    public TestDatabase(string folder)
    {
        this.folder = folder;
        if (IsPostgreSql)
        {
            Run($"CREATE DATABASE {name} OWNER {Owner} TEMPLATE {Template.Value}");
        }
    }

    public static bool IsPostgreSql => Server is not null;

    private string File => Path.Combine(folder, "portal.db");

    /// <summary>What a portal is configured with to live here.</summary>
    public Dictionary<string, string?> Settings => IsPostgreSql
        ? new()
        {
            ["Database:Provider"] = "PostgreSQL",
            ["Database:ConnectionString"] = As(User, name),
            ["Database:OwnerConnectionString"] = As(Owner, name),
        }
        : new() { ["Database:Path"] = File, ["Database:JobsPath"] = Path.Combine(folder, "jobs.db") };

    /// <summary>A context as <paramref name="tenant"/>'s, beside the portal's own.</summary>
    public PortalDb Open(IMultiTenantContextAccessor<PortalTenant> tenant)
    {
        if (IsPostgreSql)
        {
            var options = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
            options.UsePortalPostgreSql(As(User, name));
            return new PostgreSqlPortalDb(options.Options, tenant);
        }

        var file = new DbContextOptionsBuilder<PortalDb>();
        file.UsePortalSqlite(File);
        return new PortalDb(file.Options, tenant);
    }

    /// <summary>The database by itself, without anything that the portal puts around it.</summary>
    public void Use(DbContextOptionsBuilder options) => _ = IsPostgreSql ? options.UseNpgsql(As(User, name)) : options.UseSqlite($"Data Source={File}");

    /// <summary>Everything that a tenant has, in all tables: equal before and after means untouched.</summary>
    public string RowsOf(Id<Tenant> tenant)
    {
        using var connection = Unfenced();
        var rows = new StringBuilder();
        foreach (var table in Read(connection, IsPostgreSql
            ? "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'TenantId' ORDER BY 1"
            : "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'TenantId' ORDER BY 1"))
        {
            var key = IsPostgreSql ? $"'{tenant}'" : $"x'{Convert.ToHexString(tenant.Value.ToByteArray(true))}'";
            Read(connection, $"SELECT * FROM \"{table}\" WHERE \"TenantId\" = {key} ORDER BY 1, 2").ForEach(row => rows.AppendLine(row));
        }

        return rows.ToString();
    }

    /// <summary>Takes the database's own part of the fence away until disposed.</summary>
    public IDisposable WithoutFence()
    {
        using var connection = Unfenced();
        var raise = IsPostgreSql
            ? Read(connection, "SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', oid::regclass) FROM pg_class WHERE relrowsecurity")
            : Read(connection, "SELECT sql FROM sqlite_master WHERE type = 'trigger'");
        var lower = IsPostgreSql
            ? raise.ConvertAll(sql => sql.Replace(" ENABLE ", " DISABLE ", StringComparison.Ordinal))
            : Read(connection, "SELECT 'DROP TRIGGER \"' || name || '\"' FROM sqlite_master WHERE type = 'trigger'");
        Read(connection, string.Join(';', lower));
        return new Raised(this, raise);
    }

    /// <summary>A server's tables as files beside the others, byte by byte as they are, so that a search of the folder sees them.</summary>
    public void Dump()
    {
        if (!IsPostgreSql)
        {
            return;
        }

        using var connection = new NpgsqlConnection(As(null, name));
        connection.Open();
        foreach (var (schema, table) in Tables(connection))
        {
            using var rows = connection.BeginRawBinaryCopy($"COPY \"{schema}\".\"{table}\" TO STDOUT (FORMAT BINARY)");
            using var file = System.IO.File.Create(Path.Combine(folder, $"{(schema == "public" ? "portal" : "jobs")}.db.{table}"));
            rows.CopyTo(file);
        }
    }

    /// <summary>As if the server had stopped, or somebody had taken the file away.</summary>
    public void Vanish()
    {
        if (IsPostgreSql)
        {
            Run($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
            Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        }
        else
        {
            System.IO.File.Move(File, File + ".gone");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (IsPostgreSql)
        {
            foreach (var role in new[] { User, Owner })
            {
                using var pooled = new NpgsqlConnection(As(role, name));
                NpgsqlConnection.ClearPool(pooled);
            }

            Run($"DROP DATABASE {name} WITH (FORCE)");
        }
        else
        {
            // All other pools belong to tests that are at work.
            using var pooled = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File }.ToString());
            SqliteConnection.ClearPool(pooled);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>As nobody's, and past everything: a server's superuser, or the bare file.</summary>
    private DbConnection Unfenced()
    {
        DbConnection connection = IsPostgreSql ? new NpgsqlConnection(As(null, name)) : new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Each row as one text.</summary>
    private static List<string> Read(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join('|', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value.ToString())));
        }

        return rows;
    }

    private static List<(string Schema, string Table)> Tables(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'hangfire')", connection);
        using var reader = command.ExecuteReader();
        var tables = new List<(string Schema, string Table)>();
        while (reader.Read())
        {
            tables.Add((reader.GetString(0), reader.GetString(1)));
        }

        return tables;
    }

    /// <summary>The roles, and a database that is up to date already: copying it takes a fraction of migrating.</summary>
    private static string MakeTemplate()
    {
        var template = $"portal_template_{Guid.NewGuid():N}";
        foreach (var role in new[] { Owner, User })
        {
            Run($"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        }

        Run($"CREATE DATABASE {template} OWNER {Owner}");
        var owner = new NpgsqlConnectionStringBuilder(As(Owner, template)) { Pooling = false }.ToString();
        Task.Run(() => PostgreSqlSetUp.UpdateAsync(owner, User, CancellationToken.None)).GetAwaiter().GetResult();
        return template;
    }

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string As(string? role, string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 40 };
        connection.Username = role ?? connection.Username;
        return connection.ToString();
    }

    private sealed class Raised(TestDatabase database, List<string> raise) : IDisposable
    {
        public void Dispose()
        {
            using var connection = database.Unfenced();
            Read(connection, string.Join(';', raise));
        }
    }
}
