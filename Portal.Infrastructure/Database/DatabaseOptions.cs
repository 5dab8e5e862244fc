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

    /// <summary>PostgreSQL: as the role that the portal works under. It owns nothing, so that row-level security holds for it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// PostgreSQL: as the role that owns the tables. A process that has it brings the database up to date when it starts; one that has
    /// not expects to find it so.
    /// </summary>
    public string? OwnerConnectionString { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider != DatabaseProvider.PostgreSQL)
        {
            yield break;
        }

        if (UserOf(ConnectionString) is not { } user)
        {
            yield return new("Database:ConnectionString is missing or names no Username: the PostgreSQL role that the portal works under.");
        }
        else if (!string.IsNullOrEmpty(OwnerConnectionString) && (UserOf(OwnerConnectionString) is not { } owner || owner == user))
        {
            yield return new("Database:OwnerConnectionString must name a Username of its own: the role of Database:ConnectionString may not own the tables, or row-level security would not hold for it.");
        }
    }

    internal static string? UserOf(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Username;
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
