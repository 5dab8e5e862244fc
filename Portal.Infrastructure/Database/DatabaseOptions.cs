using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Portal.Infrastructure.Database;

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary><c>SQLite</c> for one machine, without any set-up; <c>PostgreSQL</c> for more than one.</summary>
    public DatabaseProvider Provider { get; set; }

    /// <summary>SQLite: where the portal's data lies, relative to the content root.</summary>
    [Required(ErrorMessage = "Database:Path is empty: the file of the portal's data.")]
    public string Path { get; set; } = "data/portal.db";

    /// <summary>SQLite: where Hangfire's jobs lie: a file of its own, so that its writes never make a user wait.</summary>
    [Required(ErrorMessage = "Database:JobsPath is empty: the file of the portal's jobs.")]
    public string JobsPath { get; set; } = "data/jobs.db";

    /// <summary>
    /// SQLite: where the tenants' data keys lie. A file of its own that is never copied together with the first: a copy of the first alone
    /// then opens no token of a tenant whose key was deleted.
    /// </summary>
    [Required(ErrorMessage = "Database:KeysPath is empty: the file of the organisations' data keys.")]
    public string KeysPath { get; set; } = "data/keys.db";

    /// <summary>PostgreSQL: as the role that the portal works under. It owns nothing, so that row-level security holds for it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// PostgreSQL: as the role that owns the tables. A process that has it brings the database up to date when it starts; one that has
    /// not expects to find it so.
    /// </summary>
    public string? OwnerConnectionString { get; set; }

    /// <summary>PostgreSQL: the database of the tenants' data keys, another than that of <see cref="ConnectionString"/>; as a role that owns nothing there either.</summary>
    public string? KeysConnectionString { get; set; }

    /// <summary>PostgreSQL: the same database as the role that owns its table; goes with <see cref="OwnerConnectionString"/>.</summary>
    public string? KeysOwnerConnectionString { get; set; }

    /// <summary>Whether this process brings the PostgreSQL databases up to date.</summary>
    internal bool IsOwner => !string.IsNullOrEmpty(OwnerConnectionString);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        return (Provider == DatabaseProvider.PostgreSQL ? PostgreSqlFaults() : SqliteFaults()).Select(fault => new ValidationResult(fault));
    }

    private IEnumerable<string> SqliteFaults()
    {
        if (KeysPath == Path || KeysPath == JobsPath)
        {
            yield return "Database:KeysPath must be a file of its own: the data keys may not lie with what is sealed with them.";
        }
    }

    private IEnumerable<string> PostgreSqlFaults()
    {
        foreach (var (name, user, owner) in new[] { ("", ConnectionString, OwnerConnectionString), ("Keys", KeysConnectionString, KeysOwnerConnectionString) })
        {
            if (UserOf(user) is not { } role)
            {
                yield return $"Database:{name}ConnectionString is missing or names no Username: the PostgreSQL role that the portal works under.";
            }
            else if (IsOwner && (UserOf(owner) is not { } other || other == role))
            {
                yield return $"Database:{name}OwnerConnectionString must name a Username of its own: the role of Database:{name}ConnectionString may not own the tables, or row-level security would not hold for it.";
            }
        }

        if (DatabaseOf(KeysConnectionString) is { } keys && keys == DatabaseOf(ConnectionString))
        {
            yield return "Database:KeysConnectionString must lead to a database of its own: the data keys may not lie with what is sealed with them.";
        }
    }

    internal static string? UserOf(string? connectionString) => Read(connectionString)?.Username;

    private static (string?, int, string?)? DatabaseOf(string? connectionString) => Read(connectionString) is { } read ? (read.Host, read.Port, read.Database) : null;

    private static NpgsqlConnectionStringBuilder? Read(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

public enum DatabaseProvider
{
    SQLite = 0,
    PostgreSQL = 1,
}
