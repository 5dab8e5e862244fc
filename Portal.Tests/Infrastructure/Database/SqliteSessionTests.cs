using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;
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

    [Fact]
    [Trait("Database", "SQLite")]
    public async Task A_connection_of_the_pool_knows_no_tenant_until_a_context_opens_it()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "There the session is told.");
        await using var stage = await MicrosoftStage.OpenAsync();
        var (connectionString, first) = await stage.QueryAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            return (db.Database.GetConnectionString(), ((SqliteConnection)db.Database.GetDbConnection()).Handle);
        });
        await using var bare = new SqliteConnection(connectionString);
        await bare.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = bare.CreateCommand();
        command.CommandText = $"SELECT {TenantFence.CurrentTenant}()";

        var fault = await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteScalarAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no such function", fault.Message, StringComparison.Ordinal);
        Assert.Same(first, bare.Handle);
    }

    private static Task<long> ReadAsync(MicrosoftStage stage, string name) => stage.QueryAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    });
}
