namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>The statements on sets, hashes, lists and counters. A kind is its table's name; it expires as a whole key.</summary>
internal static class CollectionRows
{
    public const string Sets = "Set";
    public const string Hashes = "Hash";
    public const string Lists = "List";

    public static void AddToSet(Database db, string key, string value, double score) =>
        db.Sql("""INSERT INTO "Set" VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET Score = excluded.Score""").With(key).With(value).With(score).Run();

    public static void RemoveFromSet(Database db, string key, string value)
    {
        db.Sql("""DELETE FROM "Set" WHERE Key = ? AND Value = ?""").With(key).With(value).Run();
        ForgetIfEmpty(db, Sets, key);
    }

    public static void InsertToList(Database db, string key, string value) =>
        db.Sql("INSERT INTO List (Key, Value) VALUES (?, ?)").With(key).With(value).Run();

    public static void RemoveFromList(Database db, string key, string value)
    {
        db.Sql("DELETE FROM List WHERE Key = ? AND Value = ?").With(key).With(value).Run();
        ForgetIfEmpty(db, Lists, key);
    }

    /// <summary>Both indexes are kept; index 0 is the newest.</summary>
    public static void TrimList(Database db, string key, int from, int to)
    {
        db.Sql("DELETE FROM List WHERE Key = ? AND Id NOT IN (SELECT Id FROM List WHERE Key = ? ORDER BY Id DESC LIMIT ? OFFSET ?)")
            .With(key).With(key).With(Math.Max(0, (long)to - from + 1)).With(from).Run();
        ForgetIfEmpty(db, Lists, key);
    }

    public static void SetHash(Database db, string key, KeyValuePair<string, string>[] fields)
    {
        foreach (var (field, value) in fields)
        {
            db.Sql("INSERT OR REPLACE INTO Hash VALUES (?, ?, ?)").With(key).With(field).With(value).Run();
        }
    }

    public static Dictionary<string, string>? Hash(Database db, string key)
    {
        using var rows = db.Sql("SELECT Field, Value FROM Hash WHERE Key = ?").With(key);
        var fields = new Dictionary<string, string>();
        while (rows.Read())
        {
            fields.Add(rows.TextAt(0)!, rows.TextAt(1)!);
        }

        return fields.Count > 0 ? fields : null;
    }

    public static void Count(Database db, string key, int by, long? expireAt) => db.Sql(
        "INSERT INTO Counter VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET Value = Value + excluded.Value, ExpireAt = max(ifnull(ExpireAt, 0), excluded.ExpireAt)")
        .With(key).With(by).With(expireAt).Run();

    public static void RemoveKey(Database db, string kind, string key)
    {
        db.Sql(kind switch
        {
            Sets => """DELETE FROM "Set" WHERE Key = ?""",
            Hashes => "DELETE FROM Hash WHERE Key = ?",
            _ => "DELETE FROM List WHERE Key = ?",
        }).With(key).Run();
        Persist(db, kind, key);
    }

    public static void Expire(Database db, string kind, string key, long expireAt)
    {
        if (Exists(db, kind, key))
        {
            db.Sql("INSERT OR REPLACE INTO Expiry VALUES (?, ?, ?)").With(kind).With(key).With(expireAt).Run();
        }
    }

    public static void Persist(Database db, string kind, string key) =>
        db.Sql("DELETE FROM Expiry WHERE Kind = ? AND Key = ?").With(kind).With(key).Run();

    private static void ForgetIfEmpty(Database db, string kind, string key)
    {
        if (!Exists(db, kind, key))
        {
            Persist(db, kind, key);
        }
    }

    private static bool Exists(Database db, string kind, string key) => db.Sql(kind switch
    {
        Sets => """SELECT 1 FROM "Set" WHERE Key = ? LIMIT 1""",
        Hashes => "SELECT 1 FROM Hash WHERE Key = ? LIMIT 1",
        _ => "SELECT 1 FROM List WHERE Key = ? LIMIT 1",
    }).With(key).Number() is not null;
}
