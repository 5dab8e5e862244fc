using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Infrastructure.Database;

/// <summary>
/// Short write transactions that many tasks of this process want at once. A SQLite file has one writer; whoever meets another one is put
/// to sleep by the driver, however soon the other is done. Here they wait in line instead, and each goes on the moment the one before
/// has ended. PostgreSQL locks rows, so nobody waits there.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class WriteTurns : IDisposable
{
    private readonly SemaphoreSlim line = new(1, 1);

    /// <summary>The transaction is rolled back as a whole when it is not committed, so it needs no savepoints.</summary>
    public async Task<WriteTurn> BeginAsync(PortalDb db)
    {
        db.Database.AutoSavepointsEnabled = false;
        if (db.Database.IsNpgsql())
        {
            return new(await db.Database.BeginTransactionAsync(), null);
        }

        await line.WaitAsync();
        try
        {
            return new(await db.Database.BeginTransactionAsync(), line);
        }
        catch
        {
            line.Release();
            throw;
        }
    }

    public void Dispose() => line.Dispose();
}

/// <summary>One transaction; disposing of it lets the next one begin.</summary>
internal sealed class WriteTurn(IDbContextTransaction transaction, SemaphoreSlim? line) : IAsyncDisposable
{
    public Task CommitAsync() => transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            line?.Release();
        }
    }
}
