using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Portal.Infrastructure.Database;

/// <summary>
/// What every connection to the file gets: its settings, and the functions that the fence's triggers and the searches call.
/// With write-ahead logging, <c>synchronous=NORMAL</c> survives any crash of the process; a power cut may take the last commits but
/// never harms the file. Whoever meets another writer looks again within milliseconds, by <c>busy_timeout</c>, before the driver's own
/// sleeps of 150 ms begin. The pool takes the functions away when the connection goes back.
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=1000; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;";

    private static readonly ConditionalWeakTable<sqlite3, object> SetUp = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        AddFunctions(connection, eventData.Context as PortalDb);
        if (IsNew(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        AddFunctions(connection, eventData.Context as PortalDb);
        if (IsNew(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>The pool hands out the same open file again, which keeps its settings.</summary>
    private static bool IsNew(DbConnection connection) =>
        ((SqliteConnection)connection).Handle is not { } file || SetUp.TryAdd(file, Pragmas);

    /// <summary>The tenant is asked for at each call, not remembered: a scope's tenant may change while its connection stays open.</summary>
    private static void AddFunctions(DbConnection connection, PortalDb? db)
    {
        var sqlite = (SqliteConnection)connection;
        sqlite.CreateFunction(TenantFence.CurrentTenant, () => db is null || db.CurrentTenantId == default ? null : db.CurrentTenantId.Value.ToByteArray(true));
        sqlite.CreateFunction(PortalDb.HasFunction, (string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true, isDeterministic: true);
    }
}
