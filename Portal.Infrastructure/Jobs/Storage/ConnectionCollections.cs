namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>The reads of sets, hashes, lists and counters.</summary>
internal sealed partial class Connection
{
    public override HashSet<string> GetAllItemsFromSet(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return [.. storage.Readers.Run(db => db.Sql("""SELECT Value FROM "Set" WHERE Key = ? ORDER BY Score, Value""").With(key).Texts())];
    }

    public override string? GetFirstByLowestScoreFromSet(string key, double fromScore, double toScore) =>
        GetFirstByLowestScoreFromSet(key, fromScore, toScore, 1).FirstOrDefault();

    public override List<string> GetFirstByLowestScoreFromSet(string key, double fromScore, double toScore, int count)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (toScore < fromScore)
        {
            throw new ArgumentException("The highest score must not be less than the lowest.", nameof(toScore));
        }

        if (count <= 0)
        {
            throw new ArgumentException("The count must be positive.", nameof(count));
        }

        return storage.Readers.Run(db => db.Sql(
            """SELECT Value FROM "Set" WHERE Key = ? AND Score >= ? AND Score <= ? ORDER BY Score, Value LIMIT ?""")
            .With(key).With(fromScore).With(toScore).With(count).Texts());
    }

    public override long GetSetCount(string key) => Number("""SELECT count(*) FROM "Set" WHERE Key = ?""", key) ?? 0;

    public override long GetSetCount(IEnumerable<string> keys, int limit)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return storage.Readers.RunTogether(db => keys.Aggregate(0L, (sum, key) => sum >= limit
            ? sum
            : sum + db.Sql("""SELECT count(*) FROM (SELECT 1 FROM "Set" WHERE Key = ? LIMIT ?)""").With(key).With(limit - sum).Number()!.Value));
    }

    public override bool GetSetContains(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return storage.Readers.Run(db => db.Sql("""SELECT 1 FROM "Set" WHERE Key = ? AND Value = ?""").With(key).With(value).Number()) is not null;
    }

    public override List<string> GetRangeFromSet(string key, int startingFrom, int endingAt) =>
        Range("""SELECT Value FROM "Set" WHERE Key = ? ORDER BY Score, Value LIMIT ? OFFSET ?""", key, startingFrom, endingAt);

    public override TimeSpan GetSetTtl(string key) => Ttl(CollectionRows.Sets, key);

    public override void SetRangeInHash(string key, IEnumerable<KeyValuePair<string, string>> keyValuePairs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        var fields = keyValuePairs.ToArray();
        storage.Writer.Run(db => CollectionRows.SetHash(db, key, fields));
    }

    public override Dictionary<string, string>? GetAllEntriesFromHash(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return storage.Readers.Run(db => CollectionRows.Hash(db, key));
    }

    public override string? GetValueFromHash(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(name);
        return storage.Readers.Run(db =>
        {
            using var row = db.Sql("SELECT Value FROM Hash WHERE Key = ? AND Field = ?").With(key).With(name);
            return row.Read() ? row.TextAt(0) : null;
        });
    }

    public override long GetHashCount(string key) => Number("SELECT count(*) FROM Hash WHERE Key = ?", key) ?? 0;

    public override TimeSpan GetHashTtl(string key) => Ttl(CollectionRows.Hashes, key);

    public override long GetListCount(string key) => Number("SELECT count(*) FROM List WHERE Key = ?", key) ?? 0;

    public override List<string> GetAllItemsFromList(string key) => GetRangeFromList(key, 0, int.MaxValue);

    public override List<string> GetRangeFromList(string key, int startingFrom, int endingAt) =>
        Range("SELECT Value FROM List WHERE Key = ? ORDER BY Id DESC LIMIT ? OFFSET ?", key, startingFrom, endingAt);

    public override TimeSpan GetListTtl(string key) => Ttl(CollectionRows.Lists, key);

    public override long GetCounter(string key) => Number("SELECT Value FROM Counter WHERE Key = ?", key) ?? 0;

    private long? Number(string sql, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return storage.Readers.Run(db => db.Sql(sql).With(key).Number());
    }

    /// <summary>Both ends are included.</summary>
    private List<string> Range(string sql, string key, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(key);
        return to < from ? [] : storage.Readers.Run(db => db.Sql(sql).With(key).With((long)to - from + 1).With(from).Texts());
    }

    private TimeSpan Ttl(string kind, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Moments.Left(
            storage.Readers.Run(db => db.Sql("SELECT ExpireAt FROM Expiry WHERE Kind = ? AND Key = ?").With(kind).With(key).Number()),
            storage.Now);
    }
}
