using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>
/// Tells PostgreSQL whose rows a connection may touch: before its first command, and again when the scope's tenant has changed since.
/// The pool resets what was told when the connection goes back, and so does PostgreSQL when a transaction is rolled back.
/// </summary>
internal sealed class PostgreSqlSession : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    /// <summary>What a connection knows that nobody told anything: no tenant, no rows.</summary>
    public static readonly (Id<Tenant> Tenant, bool Across) Nobody;

    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Forget(eventData);

    public Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData);
        return Task.CompletedTask;
    }

    public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Doubt(eventData);

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Doubt(eventData);
        return Task.CompletedTask;
    }

    public void RolledBackToSavepoint(DbTransaction transaction, TransactionEventData eventData) => Doubt(eventData);

    public Task RolledBackToSavepointAsync(DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        Doubt(eventData);
        return Task.CompletedTask;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Tell(command, eventData);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await TellAsync(command, eventData, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Tell(command, eventData);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await TellAsync(command, eventData, cancellationToken);
        return result;
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Tell(command, eventData);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await TellAsync(command, eventData, cancellationToken);
        return result;
    }

    private static void Forget(DbContextEventData eventData)
    {
        if (eventData.Context is IFenced db)
        {
            db.Told = Nobody;
        }
    }

    /// <summary>What was told within the transaction is gone, what was told before it is not.</summary>
    private static void Doubt(DbContextEventData eventData)
    {
        if (eventData.Context is IFenced db)
        {
            db.Told = null;
        }
    }

    private static void Tell(DbCommand command, CommandEventData eventData)
    {
        using var tell = Telling(command, eventData);
        tell?.ExecuteNonQuery();
    }

    private static async Task TellAsync(DbCommand command, CommandEventData eventData, CancellationToken ct)
    {
        await using var tell = Telling(command, eventData);
        await (tell?.ExecuteNonQueryAsync(ct) ?? Task.CompletedTask);
    }

    private static NpgsqlCommand? Telling(DbCommand command, CommandEventData eventData)
    {
        if (eventData.Context is not IFenced db || db.Told == db.Access)
        {
            return null;
        }

        db.Told = db.Access;
        var (tenant, across) = db.Access;
        return new NpgsqlCommand("SELECT set_config('portal.tenant', $1, false), set_config('portal.across', $2, false)", (NpgsqlConnection?)command.Connection, (NpgsqlTransaction?)command.Transaction)
        {
            Parameters =
            {
                new() { Value = tenant == default ? "" : tenant.ToString() },
                new() { Value = across ? "on" : "" },
            },
        };
    }
}
