using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Database;

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Where the portal's data lies, relative to the content root.</summary>
    [Required(ErrorMessage = "Database:Path is empty: the file of the portal's data.")]
    public string Path { get; set; } = "data/portal.db";

    /// <summary>Where Hangfire's jobs lie: a file of its own, so that its writes never make a user wait.</summary>
    [Required(ErrorMessage = "Database:JobsPath is empty: the file of the portal's jobs.")]
    public string JobsPath { get; set; } = "data/jobs.db";
}
