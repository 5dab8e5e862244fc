using Hangfire;

namespace Portal.Infrastructure.Jobs.Storage;

public static class GlobalConfigurationExtensions
{
    /// <summary>Keeps Hangfire's jobs in the SQLite file at <paramref name="path"/>, which must lie on a local disk.</summary>
    public static IGlobalConfiguration<SQLiteStorage> UseSQLiteStorage(
        this IGlobalConfiguration configuration,
        string path,
        Action<SQLiteStorageOptions>? configure = null)
    {
        var options = new SQLiteStorageOptions();
        configure?.Invoke(options);
        return configuration.UseStorage(new SQLiteStorage(path, options));
    }
}
