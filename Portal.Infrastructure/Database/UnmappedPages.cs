using Microsoft.EntityFrameworkCore;

// A setting of the connection, no rows.
#pragma warning disable RS0030

namespace Portal.Infrastructure.Database;

/// <summary>
/// While it lives, a SQLite file's pages are read and not mapped: those of a whole table would count as this process's memory. The
/// connection is open all the while; the pool hands it out as it is, so it gets them back.
/// </summary>
internal sealed class UnmappedPages : IAsyncDisposable
{
    public const string Map = "PRAGMA mmap_size=268435456;";

    private readonly DbContext db;

    private UnmappedPages(DbContext db) => this.db = db;

    public static async Task<UnmappedPages?> BeginAsync(DbContext db)
    {
        if (!db.Database.IsSqlite())
        {
            return null;
        }

        await db.Database.ExecuteSqlRawAsync("PRAGMA mmap_size=0;");
        return new(db);
    }

    public async ValueTask DisposeAsync() => await db.Database.ExecuteSqlRawAsync(Map);
}
