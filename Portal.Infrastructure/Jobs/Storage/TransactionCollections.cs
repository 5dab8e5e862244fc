namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>The commands on sets, hashes, lists and counters.</summary>
internal sealed partial class Transaction
{
    public override void IncrementCounter(string key) => Count(key, 1, null);

    public override void IncrementCounter(string key, TimeSpan expireIn) => Count(key, 1, storage.Now.After(expireIn));

    public override void DecrementCounter(string key) => Count(key, -1, null);

    public override void DecrementCounter(string key, TimeSpan expireIn) => Count(key, -1, storage.Now.After(expireIn));

    public override void AddToSet(string key, string value) => AddToSet(key, value, 0);

    public override void AddToSet(string key, string value, double score)
    {
        ArgumentNullException.ThrowIfNull(value);
        OnKey(key, db => CollectionRows.AddToSet(db, key, value, score));
    }

    public override void AddRangeToSet(string key, IList<string> items)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Any(item => item is null))
        {
            throw new ArgumentException("An item of a set must not be null.", nameof(items));
        }

        foreach (var item in items)
        {
            AddToSet(key, item, 0);
        }
    }

    public override void RemoveFromSet(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        OnKey(key, db => CollectionRows.RemoveFromSet(db, key, value));
    }

    public override void InsertToList(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        OnKey(key, db => CollectionRows.InsertToList(db, key, value));
    }

    public override void RemoveFromList(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        OnKey(key, db => CollectionRows.RemoveFromList(db, key, value));
    }

    public override void TrimList(string key, int keepStartingFrom, int keepEndingAt) =>
        OnKey(key, db => CollectionRows.TrimList(db, key, keepStartingFrom, keepEndingAt));

    public override void SetRangeInHash(string key, IEnumerable<KeyValuePair<string, string>> keyValuePairs)
    {
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        var fields = keyValuePairs.ToArray();
        OnKey(key, db => CollectionRows.SetHash(db, key, fields));
    }

    public override void RemoveHash(string key) => OnKey(key, db => CollectionRows.RemoveKey(db, CollectionRows.Hashes, key));

    public override void RemoveSet(string key) => OnKey(key, db => CollectionRows.RemoveKey(db, CollectionRows.Sets, key));

    public override void ExpireSet(string key, TimeSpan expireIn) => Expire(CollectionRows.Sets, key, expireIn);

    public override void ExpireList(string key, TimeSpan expireIn) => Expire(CollectionRows.Lists, key, expireIn);

    public override void ExpireHash(string key, TimeSpan expireIn) => Expire(CollectionRows.Hashes, key, expireIn);

    public override void PersistSet(string key) => OnKey(key, db => CollectionRows.Persist(db, CollectionRows.Sets, key));

    public override void PersistList(string key) => OnKey(key, db => CollectionRows.Persist(db, CollectionRows.Lists, key));

    public override void PersistHash(string key) => OnKey(key, db => CollectionRows.Persist(db, CollectionRows.Hashes, key));

    private void Count(string key, int by, long? expireAt) => OnKey(key, db => CollectionRows.Count(db, key, by, expireAt));

    private void Expire(string kind, string key, TimeSpan expireIn)
    {
        var expireAt = storage.Now.After(expireIn);
        OnKey(key, db => CollectionRows.Expire(db, kind, key, expireAt));
    }

    private void OnKey(string key, Action<Database> command)
    {
        ArgumentNullException.ThrowIfNull(key);
        commands.Add(command);
    }
}
