using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Database;

public sealed class WriteTurnsTests
{
    [Fact]
    public async Task Writers_of_one_file_go_one_after_the_other_and_all_of_them_go()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => stage.InTenantAsync(async services =>
        {
            await using var turn = await services.GetRequiredService<WriteTurns>().BeginAsync(services.GetRequiredService<PortalDb>());
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            await turn.CommitAsync();
            return number;
        }))));

        Assert.Equal(0, inside);
        Assert.True(TestDatabase.IsPostgreSql || most == 1);
    }

    [Fact]
    public async Task A_turn_that_ends_without_a_commit_changes_nothing_and_lets_the_next_one_in()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync("maria@northwind.example");

        await Assert.ThrowsAsync<InvalidOperationException>(() => CountUpAsync(stage, fails: true));
        await CountUpAsync(stage, fails: false);

        Assert.Equal(1, (await stage.QueryAsync(db => db.Grants.SingleAsync())).Failures);
    }

    private static Task<bool> CountUpAsync(MicrosoftStage stage, bool fails) => stage.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        await using var turn = await services.GetRequiredService<WriteTurns>().BeginAsync(db);
        await db.Grants.ExecuteUpdateAsync(set => set.SetProperty(grant => grant.Failures, grant => grant.Failures + 1));
        if (fails)
        {
            throw new InvalidOperationException("Not this time.");
        }

        await turn.CommitAsync();
        return true;
    });
}
