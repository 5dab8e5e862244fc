using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Portal.Infrastructure.Database;

/// <summary>
/// What every connection to a file gets: its settings, and the functions that the fence's triggers and the searches call. Whoever meets
/// another writer looks again within milliseconds, by <c>busy_timeout</c>, before the driver's own sleeps of 150 ms begin. The pool takes
/// the functions away when the connection goes back.
/// </summary>
internal sealed class SqliteSession(string pragmas = SqliteSession.Data) : DbConnectionInterceptor
{
    /// <summary>
    /// With write-ahead logging, <c>synchronous=NORMAL</c> survives any crash of the process; a power cut may take the last commits but
    /// never harms the file.
    /// </summary>
    private const string Data = "PRAGMA busy_timeout=1000; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; " + UnmappedPages.Map;

    /// <summary>A key outlives any power cut, for tokens may have been sealed with it; one that is deleted is overwritten.</summary>
    public const string Keys = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";

    private static readonly ConditionalWeakTable<sqlite3, object> SetUp = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        AddFunctions(connection, eventData.Context as IFenced);
        if (IsNew(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
        }
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        AddFunctions(connection, eventData.Context as IFenced);
        if (IsNew(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>The pool hands out the same open file again, which keeps its settings.</summary>
    private static bool IsNew(DbConnection connection) =>
        ((SqliteConnection)connection).Handle is not { } file || SetUp.TryAdd(file, SetUp);

    private static void AddFunctions(DbConnection connection, IFenced? db)
    {
        var sqlite = (SqliteConnection)connection;
        sqlite.CreateFunction(PortalDb.HasFunction, (string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true, isDeterministic: true);

        // The driver knows the function, so that the pool takes it away; SQLite gets one that makes no objects, for it is asked at every row that is written.
        sqlite.CreateFunction(TenantFence.CurrentTenant, () => (byte[]?)null);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_create_function(sqlite.Handle, TenantFence.CurrentTenant, 0, db, AnswerTenant), sqlite.Handle);
    }

    /// <summary>The tenant is asked for at each call, not remembered: a scope's tenant may change while its connection stays open.</summary>
    private static void AnswerTenant(sqlite3_context context, object? db, sqlite3_value[] none)
    {
        var tenant = (db as IFenced)?.CurrentTenantId ?? default;
        if (tenant == default)
        {
            raw.sqlite3_result_null(context);
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        tenant.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        raw.sqlite3_result_blob(context, bytes);
    }
}
