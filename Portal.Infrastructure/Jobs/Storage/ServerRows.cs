using Hangfire.Server;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>The statements on Hangfire's servers. Queue names hold no comma: Hangfire allows letters, digits, _ and - only.</summary>
internal static class ServerRows
{
    public static void Announce(Database db, string id, ServerContext context, long now) =>
        db.Sql("INSERT OR REPLACE INTO Server VALUES (?, ?, ?, ?, ?)")
            .With(id).With(context.WorkerCount).With(string.Join(',', context.Queues ?? [])).With(now).With(now).Run();

    public static void Remove(Database db, string id) => db.Sql("DELETE FROM Server WHERE Id = ?").With(id).Run();

    public static bool Beat(Database db, string id, long now) => db.Sql("UPDATE Server SET Heartbeat = ? WHERE Id = ?").With(now).With(id).Run() > 0;

    public static int RemoveSilent(Database db, long since) => db.Sql("DELETE FROM Server WHERE Heartbeat < ?").With(since).Run();
}
