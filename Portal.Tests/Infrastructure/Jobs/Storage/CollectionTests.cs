namespace Portal.Tests.Infrastructure.Jobs.Storage;

/// <summary>Sets, hashes, lists and counters: what is written in a transaction, read through a connection.</summary>
public sealed class CollectionTests : IDisposable
{
    private readonly TemporaryStorage temporary = new();

    [Fact]
    public void A_set_is_ordered_by_score_and_then_by_value_and_adding_again_moves()
    {
        temporary.Commit(transaction =>
        {
            transaction.AddToSet("set", "c", 1.5);
            transaction.AddToSet("set", "b", 1.25);
            transaction.AddToSet("set", "a", 1.5);
            transaction.AddToSet("set", "first", 9);
            transaction.AddToSet("set", "first", -1);
        });

        Assert.Equal(["first", "b", "a", "c"], temporary.Read(connection => connection.GetAllItemsFromSet("set")));
        Assert.Equal(["b", "a"], temporary.Read(connection => connection.GetRangeFromSet("set", 1, 2)));
        Assert.Equal(["b", "a", "c"], temporary.Read(connection => connection.GetFirstByLowestScoreFromSet("set", 1.25, 1.5, 10)));
        Assert.Equal("first", temporary.Read(connection => connection.GetFirstByLowestScoreFromSet("set", -1, double.MaxValue)));
        Assert.Null(temporary.Read(connection => connection.GetFirstByLowestScoreFromSet("set", 1.26, 1.49)));
    }

    [Fact]
    public void Sets_are_counted_up_to_a_limit()
    {
        temporary.Commit(transaction =>
        {
            transaction.AddRangeToSet("one", ["a", "b", "c"]);
            transaction.AddRangeToSet("two", ["a", "b"]);
        });

        Assert.Equal(3, temporary.Read(connection => connection.GetSetCount("one")));
        Assert.Equal(5, temporary.Read(connection => connection.GetSetCount(["one", "two", "none"], 100)));
        Assert.Equal(4, temporary.Read(connection => connection.GetSetCount(["one", "two"], 4)));
        Assert.True(temporary.Read(connection => connection.GetSetContains("two", "b")));
        Assert.False(temporary.Read(connection => connection.GetSetContains("two", "c")));
    }

    [Fact]
    public void A_value_and_a_whole_set_are_removed()
    {
        temporary.Commit(transaction => transaction.AddRangeToSet("set", ["a", "b"]));

        temporary.Commit(transaction => transaction.RemoveFromSet("set", "a"));
        Assert.Equal(["b"], temporary.Read(connection => connection.GetAllItemsFromSet("set")));

        temporary.Commit(transaction => transaction.RemoveSet("set"));
        Assert.Empty(temporary.Read(connection => connection.GetAllItemsFromSet("set")));
    }

    [Fact]
    public void A_hash_keeps_nulls_and_an_empty_range_does_not_make_one()
    {
        temporary.Commit(transaction =>
        {
            transaction.SetRangeInHash("hash", new Dictionary<string, string> { ["a"] = "1", ["b"] = null! });
            transaction.SetRangeInHash("hash", new Dictionary<string, string> { ["a"] = "2" });
            transaction.SetRangeInHash("empty", new Dictionary<string, string>());
        });

        Assert.Equal(new Dictionary<string, string?> { ["a"] = "2", ["b"] = null }, temporary.Read(connection => connection.GetAllEntriesFromHash("hash")!));
        Assert.Equal("2", temporary.Read(connection => connection.GetValueFromHash("hash", "a")));
        Assert.Equal(2, temporary.Read(connection => connection.GetHashCount("hash")));
        Assert.Null(temporary.Read(connection => connection.GetAllEntriesFromHash("empty")));

        temporary.Commit(transaction => transaction.RemoveHash("hash"));
        Assert.Null(temporary.Read(connection => connection.GetAllEntriesFromHash("hash")));
    }

    [Fact]
    public void A_list_begins_with_the_newest()
    {
        temporary.Commit(transaction =>
        {
            foreach (var value in (string[])["1", "2", "1", "3", "4"])
            {
                transaction.InsertToList("list", value);
            }
        });

        Assert.Equal(["4", "3", "1", "2", "1"], temporary.Read(connection => connection.GetAllItemsFromList("list")));
        Assert.Equal(["3", "1"], temporary.Read(connection => connection.GetRangeFromList("list", 1, 2)));

        temporary.Commit(transaction => transaction.RemoveFromList("list", "1"));
        Assert.Equal(["4", "3", "2"], temporary.Read(connection => connection.GetAllItemsFromList("list")));

        temporary.Commit(transaction => transaction.TrimList("list", 1, 2));
        Assert.Equal(["3", "2"], temporary.Read(connection => connection.GetAllItemsFromList("list")));

        temporary.Commit(transaction => transaction.TrimList("list", 5, 1));
        Assert.Equal(0, temporary.Read(connection => connection.GetListCount("list")));
    }

    [Fact]
    public void A_counter_shows_every_change_at_once()
    {
        temporary.Commit(transaction =>
        {
            transaction.IncrementCounter("counter");
            transaction.IncrementCounter("counter", TimeSpan.FromDays(1));
            transaction.IncrementCounter("counter");
            transaction.DecrementCounter("counter");
        });

        Assert.Equal(2, temporary.Read(connection => connection.GetCounter("counter")));
        Assert.Equal(0, temporary.Read(connection => connection.GetCounter("none")));
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        using var connection = temporary.Connect();

        Throws("key", () => connection.GetAllItemsFromSet(null!));
        Throws("key", () => connection.GetFirstByLowestScoreFromSet(null!, 0, 1));
        Throws("toScore", () => connection.GetFirstByLowestScoreFromSet("set", 1, 0));
        Throws("count", () => connection.GetFirstByLowestScoreFromSet("set", 0, 1, 0));
        Throws("keys", () => connection.GetSetCount(null!, 1));
        Throws("limit", () => connection.GetSetCount([], -1));
        Throws("value", () => connection.GetSetContains("set", null!));
        Throws("key", () => connection.GetRangeFromSet(null!, 0, 1));
        Throws("key", () => connection.GetSetTtl(null!));
        Throws("key", () => connection.SetRangeInHash(null!, []));
        Throws("keyValuePairs", () => connection.SetRangeInHash("hash", null!));
        Throws("key", () => connection.GetAllEntriesFromHash(null!));
        Throws("name", () => connection.GetValueFromHash("hash", null!));
        Throws("key", () => connection.GetListCount(null!));
        Throws("key", () => connection.GetAllItemsFromList(null!));
        Throws("key", () => connection.GetCounter(null!));
    }

    public void Dispose() => temporary.Dispose();

    private static void Throws(string argument, Action act) => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);
}
