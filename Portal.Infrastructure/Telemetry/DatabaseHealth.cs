using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Telemetry;

/// <summary>Whether the database is there, and is what this program expects.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class DatabaseHealth(PortalDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await IsReadyAsync(db, cancellationToken) ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus);

    // Not by opening a connection: the pool may hold a SQLite file open that is no longer there, and opening one that is gone makes a new one.
    public static async Task<bool> IsReadyAsync(DbContext db, CancellationToken ct) =>
        (!db.Database.IsSqlite() || File.Exists(db.Database.GetDbConnection().DataSource)) && !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
}

/// <summary>Whether what is protected now can be opened again, cookies and the tenants' data keys, and whether the store of these is there.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class KeysHealth(IDataProtectionProvider protection, KeysDb keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (protector, sample) = (protection.CreateProtector("Portal.Health"), RandomNumberGenerator.GetBytes(16));
        return protector.Unprotect(protector.Protect(sample)).AsSpan().SequenceEqual(sample) && await DatabaseHealth.IsReadyAsync(keys, cancellationToken)
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus);
    }
}
