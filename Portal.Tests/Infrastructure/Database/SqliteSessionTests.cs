using Microsoft.EntityFrameworkCore;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Database;

public sealed class SqliteSessionTests
{
    [Theory]
    [Trait("Database", "SQLite")]
    [InlineData("synchronous", 1)]
    [InlineData("busy_timeout", 1000)]
    [InlineData("cache_size", -16000)]
    public async Task A_connection_has_its_settings_when_the_pool_hands_it_out_again(string name, long value)
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "These are settings of SQLite.");
        await using var stage = await MicrosoftStage.OpenAsync();

        var first = await ReadAsync(stage, name);
        var again = await ReadAsync(stage, name);

        Assert.Equal((value, value), (first, again));
    }

    private static Task<long> ReadAsync(MicrosoftStage stage, string name) => stage.QueryAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    });
}
