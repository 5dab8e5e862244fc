using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>
/// For <c>dotnet ef migrations add NAME --project Portal.Infrastructure --context PortalDb --output-dir Database/Migrations/Sqlite</c>;
/// it never opens the file.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The EF tools create it.")]
internal sealed class DesignTime : IDesignTimeDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalSqlite("design-time.db");
        return new PortalDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
    }
}

/// <summary>The same with <c>--context PostgreSqlPortalDb --output-dir Database/Migrations/PostgreSql</c>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The EF tools create it.")]
internal sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlPortalDb>
{
    public PostgreSqlPortalDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlPortalDb>();
        options.UsePortalPostgreSql("Host=design-time");
        return new PostgreSqlPortalDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
    }
}

/// <summary>The key store's with <c>--context SqliteKeysDb --output-dir Database/Migrations/Keys/Sqlite</c>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The EF tools create it.")]
internal sealed class KeysDesignTime : IDesignTimeDbContextFactory<SqliteKeysDb>
{
    public SqliteKeysDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteKeysDb>();
        options.UseKeysSqlite("design-time.db");
        return new SqliteKeysDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
    }
}

/// <summary>The key store's with <c>--context PostgreSqlKeysDb --output-dir Database/Migrations/Keys/PostgreSql</c>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The EF tools create it.")]
internal sealed class PostgreSqlKeysDesignTime : IDesignTimeDbContextFactory<PostgreSqlKeysDb>
{
    public PostgreSqlKeysDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlKeysDb>();
        options.UsePortalPostgreSql("Host=design-time");
        return new PostgreSqlKeysDb(options.Options, new ScopedMultiTenantContext<PortalTenant>());
    }
}
