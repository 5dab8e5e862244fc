using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>Files as they come: ugly, in any order, and now and then broken.</summary>
public sealed class BulkReaderTests
{
    private const string Head = "Type,Status,Id,Parent Id,Campaign,Ad Group,Keyword,Match Type,Bid,Headline,Sync Time,Modified Time,Name\r\n";
    private const string Version = "Format Version,,,,,,,,,,,,6.0\r\n";
    private const string Account = "Account,,180000001,250001,,,,,,,11/23/2026 08:30:15,,\r\n";

    [Fact]
    public void Quotes_line_breaks_emoji_and_commas_arrive_as_they_were_written()
    {
        var (records, reader) = Read(Head + Version + Account + "Keyword,Active,5,4,\"Shoes, \"\"red\"\"\",,\"a \"\"b\"\"\nc, 🎉\",Exact,0.05,,,11/20/2026 18:00:14.970,\r\n");

        var keyword = Assert.Single(records);
        Assert.Equal((EntityKind.Keyword, new EntityKey(4, 5)), (keyword.Kind, keyword.Key));
        Assert.Equal(["a \"b\"\nc, 🎉", "Exact", "Active", null, 50_000L, null], keyword.Values);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 18, 0, 14, 970, TimeSpan.Zero).ToUnixTimeMilliseconds(), keyword.ModifiedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 30, 15, TimeSpan.Zero), reader.SyncTime);
    }

    [Fact]
    public void Columns_in_another_order_and_a_sync_time_to_the_minute_are_understood()
    {
        var (records, reader) = Read(
            "Sync Time,Name,Parent Id,Campaign,Id,Type,Status\n,6.0,,,,Format Version,\n11/23/2026 08:30,,250001,,180000001,Account,\n,,180000001,Shoes,7,Campaign,Deleted\n");

        Assert.Equal((EntityKind.Campaign, new EntityKey(7), true), (records[0].Kind, records[0].Key, records[0].IsDeleted));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.Zero), reader.SyncTime);
    }

    [Fact]
    public void Assets_are_taken_apart_with_their_pins()
    {
        const string Json = "\"[{\"\"text\"\":\"\"Contoso\"\",\"\"pinnedField\"\":\"\"Headline1\"\"},{\"\"text\"\":\"\"Quick\\nsetup\"\"}]\"";

        var (records, _) = Read(Head + Version + Account + $"Responsive Search Ad,Active,5,4,,,,,,{Json},,,\r\n");

        Assert.Equal(["ResponsiveSearch", "Active", null, "Contoso\nQuick setup", "Headline1\n", "", null, null], records[0].Values);
    }

    [Fact]
    public void What_is_not_known_is_kept_as_it_came_and_counted()
    {
        var head = Head.Replace("Name\r\n", "Name,Mood\r\n", StringComparison.Ordinal);
        var (records, reader) = Read(
            head + "Format Version,,,,,,,,,,,,6.0,\r\n" + "Account,,180000001,250001,,,,,,,11/23/2026 08:30:15,,,\r\n"
            + "Label,Active,3,,,,,,,,,,,\"so \"\"so\"\"\"\r\nMood Criterion,Active,not-a-number,2,,,,,,,,,,glad\r\nMood Criterion,Active,9,2,,,,,,,,,,\r\n");

        Assert.Equal([EntityKind.Label, EntityKind.Raw, EntityKind.Raw, EntityKind.Raw], records.Select(record => record.Kind));
        Assert.Equal(["Label", "Active", "{\"Mood\":\"so \\\"so\\\"\"}"], records[1].Values);
        Assert.Contains("\"Mood\":\"glad\"", (string)records[2].Values[2]!, StringComparison.Ordinal);
        Assert.Equal([("Label: Mood", 1), ("Mood Criterion", 2)], reader.Unknown.Select(what => (what.Key, what.Value)));
        Assert.Equal(3, records.Skip(1).Select(record => record.Key).Distinct().Count());
    }

    [Fact]
    public void A_raw_record_is_bounded()
    {
        var head = Head.Replace("Name\r\n", "Name,Mood,Zeal\r\n", StringComparison.Ordinal);
        var (records, _) = Read(
            head + "Format Version,,,,,,,,,,,,6.0,,\r\n" + "Account,,180000001,250001,,,,,,,11/23/2026 08:30:15,,,,\r\n" + $"Odd,Active,9,2,,,,,,,,,,{new string('x', 50_000)},z\r\n");

        var columns = Assert.IsType<string>(records[0].Values[2]);
        Assert.InRange(columns.Length, 10, BulkReader.LongestRaw + 10);
        Assert.Contains("\"Zeal\":\"z\"", columns, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("What,Is,This\r\n1,2,3\r\n", "no column Type")]
    [InlineData(Head + Account, "format version")]
    [InlineData(Head + "Format Version,,,,,,,,,,,,7.0\r\n" + Account, "another format version")]
    [InlineData(Head + Version, "sync time")]
    [InlineData(Head + Version + "Account,,180000001,250001,,,,,,,,,\r\n", "no readable Sync Time")]
    [InlineData(Head + Version + "Account,,180000002,250001,,,,,,,11/23/2026 08:30:15,,\r\n", "of another account")]
    [InlineData(Head + Version + Account + "Campaign,Active,7", "3 fields instead of 13")]
    [InlineData(Head + Version + Account + "Campaign,Active,7,1,\"Shoes,,,,,,,,\r\n", "ends within quotes")]
    [InlineData(Head + Version + Account + "Campaign,Active,7,1,Sh\"oes,,,,,,,,\r\n", "quote within a field")]
    [InlineData(Head + Version + Account + "Campaign,Active,seven,1,Shoes,,,,,,,,\r\n", "no readable Id")]
    [InlineData(Head + Version + Account + "Keyword,Active,7,1,Shoes,,,,cheap,,,,\r\n", "no readable Bid")]
    [InlineData(Head + Version + Account + ",Active,7,1,Shoes,,,,,,,,\r\n", "no Type")]
    public void A_file_that_is_not_whole_is_refused_with_a_sentence(string file, string sentence)
    {
        var refused = Assert.Throws<ReportRefusedException>(() => Read(file));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_sorted_through_a_file_as_in_memory_and_of_two_with_one_key_the_later_counts()
    {
        using var small = new SortedEntities(mostBytes: 2_000);
        using var large = new SortedEntities();
        foreach (var number in Enumerable.Range(0, 500))
        {
            small.Add(Label((number * 37) % 100, $"{number} 🎉"));
            large.Add(Label((number * 37) % 100, $"{number} 🎉"));
        }

        var sorted = small.InOrder().Select(record => (record.Key.A, record.Values[0], record.Values[1])).ToList();

        Assert.Equal(large.InOrder().Select(record => (record.Key.A, record.Values[0], record.Values[1])), sorted);
        Assert.Equal(Enumerable.Range(0, 100).Select(number => (long)number), sorted.Select(record => record.A));
        Assert.All(sorted, record => Assert.StartsWith("4", (string)record.Item2!, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tables_that_are_written_by_name_are_those_of_the_model()
    {
        using var db = new PortalDb(new DbContextOptionsBuilder<PortalDb>().UseSqlite("Data Source=:memory:").Options, new ScopedMultiTenantContext<PortalTenant>());
        var model = db.Model.GetEntityTypes().ToDictionary(entity => entity.GetTableName() ?? "");

        foreach (var table in EntityTables.All)
        {
            var entity = model[table.Name];
            string[] known = ["TenantId", "AccountId", .. table.Keys, .. table.Values.Select(value => value.Name), "ChangedAt", "RemovedAt", .. table.AtFirst, .. table.HasEdits ? ["EditedAt"] : Array.Empty<string>()];
            Assert.Equal(known.Order(StringComparer.Ordinal), entity.GetProperties().Select(property => property.GetColumnName()).Order(StringComparer.Ordinal));
            Assert.Equal(["TenantId", "AccountId", .. table.Keys], entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName()));
        }
    }

    private static EntityRecord Label(long id, string name) => new(EntityKind.Label, new(id), [name, null, null], id % 2 == 0 ? id : null, false);

    private static (List<EntityRecord> Records, BulkReader Reader) Read(string text)
    {
        using var file = new MemoryStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
        using var reader = new BulkReader(file, new(180000001));
        return ([.. reader.Read()], reader);
    }
}
