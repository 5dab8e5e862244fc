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
/// A database of its own and a key store: files in a folder, or, where <c>PORTAL_TEST_POSTGRESQL</c> holds a connection string of a
/// server's superuser, two databases on that server with the portal's two roles.
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
            Run($"CREATE DATABASE {Keys} OWNER {Owner} TEMPLATE {KeysOf(Template.Value)}");
        }
    }

    public static bool IsPostgreSql => Server is not null;

    private string File => Path.Combine(folder, "portal.db");

    /// <summary>The key store's name on a server.</summary>
    private string Keys => KeysOf(name);

    private string KeysFile => Path.Combine(folder, "keys.db");

    /// <summary>What a portal is configured with to live here.</summary>
    public Dictionary<string, string?> Settings => IsPostgreSql
        ? new()
        {
            ["Database:Provider"] = "PostgreSQL",
            ["Database:ConnectionString"] = As(User, name),
            ["Database:OwnerConnectionString"] = As(Owner, name),
            ["Database:KeysConnectionString"] = As(User, Keys),
            ["Database:KeysOwnerConnectionString"] = As(Owner, Keys),
        }
        : new() { ["Database:Path"] = File, ["Database:KeysPath"] = KeysFile, ["Database:JobsPath"] = Path.Combine(folder, "jobs.db") };

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

    /// <summary>The portal's database as the role that owns its tables.</summary>
    public PortalDb OpenAsOwner()
    {
        var nobody = new ScopedMultiTenantContext<PortalTenant>();
        var options = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
        options.UseNpgsql(As(Owner, name));
        return IsPostgreSql ? new PostgreSqlPortalDb(options.Options, nobody) : Open(nobody);
    }

    /// <summary>The key store as <paramref name="tenant"/>'s, or, where <paramref name="old"/>, the table that the portal's database had before there was one.</summary>
    public KeysDb OpenKeys(IMultiTenantContextAccessor<PortalTenant> tenant, bool old = false)
    {
        if (IsPostgreSql)
        {
            var options = new DbContextOptionsBuilder<PostgreSqlKeysDb>();
            options.UsePortalPostgreSql(As(old ? Owner : User, old ? name : Keys));
            return new PostgreSqlKeysDb(options.Options, tenant);
        }

        var file = new DbContextOptionsBuilder<SqliteKeysDb>();
        file.UseKeysSqlite(old ? File : KeysFile);
        return new SqliteKeysDb(file.Options, tenant);
    }

    /// <summary>Makes the portal's database of <paramref name="other"/> what this one is now. The key stores stay as they are.</summary>
    public void CopyTo(TestDatabase other)
    {
        if (!IsPostgreSql)
        {
            using var source = (SqliteConnection)Unfenced();
            using var target = (SqliteConnection)other.Unfenced();
            source.BackupDatabase(target);
            return;
        }

        // Only a database that nobody is in can be a template.
        Empty(name);
        Run($"DROP DATABASE {other.name}");
        Run($"CREATE DATABASE {other.name} OWNER {Owner} TEMPLATE {name}");
        Run($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
        Run($"ALTER DATABASE {other.name} ALLOW_CONNECTIONS true");
        Forget(name);
    }

    /// <summary>The database by itself, without anything that the portal puts around it.</summary>
    public void Use(DbContextOptionsBuilder options) => _ = IsPostgreSql ? options.UseNpgsql(As(User, name)) : options.UseSqlite($"Data Source={File}");

    /// <summary>Everything that a tenant has, in all tables: equal before and after means untouched.</summary>
    public string RowsOf(Id<Tenant> tenant)
    {
        var rows = new StringBuilder();
        foreach (var ofKeys in new[] { false, true })
        {
            using var connection = Unfenced(ofKeys);
            Add(rows, connection, tenant);
        }

        return rows.ToString();
    }

    private static void Add(StringBuilder rows, DbConnection connection, Id<Tenant> tenant)
    {
        foreach (var table in Read(connection, IsPostgreSql
            ? "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'TenantId' ORDER BY 1"
            : "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'TenantId' ORDER BY 1"))
        {
            var key = IsPostgreSql ? $"'{tenant}'" : $"x'{Convert.ToHexString(tenant.Value.ToByteArray(true))}'";
            Read(connection, $"SELECT * FROM \"{table}\" WHERE \"TenantId\" = {key} ORDER BY 1, 2").ForEach(row => rows.AppendLine(row));
        }
    }

    /// <summary>As if the key store did not answer, until disposed.</summary>
    public IDisposable WithoutKeys()
    {
        using var connection = Unfenced(ofKeys: true);
        Read(connection, "ALTER TABLE \"TenantKeys\" RENAME TO \"Away\"");
        return new Raised(this, true, ["ALTER TABLE \"Away\" RENAME TO \"TenantKeys\""]);
    }

    /// <summary>Takes the database's own part of the fence away until disposed.</summary>
    /// <param name="ofKeys">The key store's instead of the portal's.</param>
    public IDisposable WithoutFence(bool ofKeys = false)
    {
        using var connection = Unfenced(ofKeys);
        var raise = IsPostgreSql
            ? Read(connection, "SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', oid::regclass) FROM pg_class WHERE relrowsecurity")
            : Read(connection, "SELECT sql FROM sqlite_master WHERE type = 'trigger'");
        var lower = IsPostgreSql
            ? raise.ConvertAll(sql => sql.Replace(" ENABLE ", " DISABLE ", StringComparison.Ordinal))
            : Read(connection, "SELECT 'DROP TRIGGER \"' || name || '\"' FROM sqlite_master WHERE type = 'trigger'");
        Read(connection, string.Join(';', lower));
        return new Raised(this, ofKeys, raise);
    }

    /// <summary>A server's tables as files beside the others, byte by byte as they are, so that a search of the folder sees them.</summary>
    public void Dump()
    {
        if (!IsPostgreSql)
        {
            return;
        }

        Dump(name, "portal");
        Dump(Keys, "keys");
    }

    private void Dump(string database, string file)
    {
        using var connection = new NpgsqlConnection(As(null, database));
        connection.Open();
        foreach (var (schema, table) in Tables(connection))
        {
            using var rows = connection.BeginRawBinaryCopy($"COPY \"{schema}\".\"{table}\" TO STDOUT (FORMAT BINARY)");
            using var dump = System.IO.File.Create(Path.Combine(folder, $"{(schema == "public" ? file : "jobs")}.db.{table}"));
            rows.CopyTo(dump);
        }
    }

    /// <summary>As if the server had stopped, or somebody had taken the file away.</summary>
    /// <param name="keys">The key store instead of the portal's database.</param>
    public void Vanish(bool keys = false)
    {
        var (database, file) = keys ? (Keys, KeysFile) : (name, File);
        if (IsPostgreSql)
        {
            Empty(database);
        }
        else
        {
            System.IO.File.Move(file, file + ".gone");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (IsPostgreSql)
        {
            foreach (var database in new[] { name, Keys })
            {
                Forget(database);
                Run($"DROP DATABASE {database} WITH (FORCE)");
            }
        }
        else
        {
            // All other pools belong to tests that are at work.
            foreach (var file in new[] { File, KeysFile })
            {
                using var pooled = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
                SqliteConnection.ClearPool(pooled);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Lets go of the connections that the pool holds.</summary>
    private static void Forget(string database)
    {
        foreach (var role in new[] { User, Owner })
        {
            using var pooled = new NpgsqlConnection(As(role, database));
            NpgsqlConnection.ClearPool(pooled);
        }
    }

    /// <summary>As nobody's, and past everything: a server's superuser, or the bare file.</summary>
    private DbConnection Unfenced(bool ofKeys = false)
    {
        DbConnection connection = IsPostgreSql ? new NpgsqlConnection(As(null, ofKeys ? Keys : name)) : new SqliteConnection($"Data Source={(ofKeys ? KeysFile : File)};Pooling=false");
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
        Run($"CREATE DATABASE {KeysOf(template)} OWNER {Owner}");
        var options = new DatabaseOptions
        {
            ConnectionString = As(User, template),
            OwnerConnectionString = $"{As(Owner, template)};Pooling=false",
            KeysConnectionString = As(User, KeysOf(template)),
            KeysOwnerConnectionString = $"{As(Owner, KeysOf(template))};Pooling=false",
        };
        Task.Run(() => PostgreSqlSetUp.UpdateAsync(options, CancellationToken.None)).GetAwaiter().GetResult();
        return template;
    }

    /// <summary>Nobody is in the database any more, and nobody comes in.</summary>
    private static void Empty(string database)
    {
        Run($"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
    }

    private static string KeysOf(string database) => $"{database}_keys";

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

    private sealed class Raised(TestDatabase database, bool ofKeys, List<string> raise) : IDisposable
    {
        public void Dispose()
        {
            using var connection = database.Unfenced(ofKeys);
            Read(connection, string.Join(';', raise));
        }
    }
}
