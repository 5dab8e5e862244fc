using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

/// <summary>A process that dies between asking Microsoft and storing the answer.</summary>
public sealed class InterruptedExchangesTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task An_exchange_that_was_cut_off_is_concluded_and_its_grant_refreshed_at_once()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await BeginAsync(stage, connection, 1);
        var left = Assert.Single(await AllAsync(stage));

        stage.Clock.Advance(TimeSpan.FromSeconds(31));
        await RecoverAsync(stage);

        Assert.Equal((stage.Tenant.TenantId, true), (left.Tenant, left.At <= stage.Clock.GetUtcNow()));
        Assert.Equal(1, stage.Refreshes);
        Assert.Equal(2, (await stage.QueryAsync(db => db.Grants.SingleAsync())).Generation);
        Assert.Equal([RefreshOutcome.Lost, RefreshOutcome.Stored], await stage.QueryAsync(db => db.RefreshAttempts.OrderBy(attempt => attempt.BeganAt).Select(attempt => attempt.Outcome).ToListAsync()));
        Assert.Empty(await AllAsync(stage));
    }

    [Fact]
    public async Task The_token_before_is_used_when_the_newest_is_refused_after_an_interruption()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);
        await BeginAsync(stage, connection, 2);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 50173, Times = 1 });

        stage.Clock.Advance(TimeSpan.FromSeconds(31));
        await RecoverAsync(stage);

        Assert.Equal(3, stage.Refreshes);
        Assert.Equal((3, ConnectionState.Active), ((await stage.QueryAsync(db => db.Grants.SingleAsync())).Generation, (await stage.QueryAsync(db => db.Connections.SingleAsync())).State));
    }

    [Fact]
    public async Task An_exchange_that_may_still_be_under_way_is_left_alone()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await BeginAsync(stage, await stage.ConnectAsync(Maria), 1);

        stage.Clock.Advance(TimeSpan.FromSeconds(29));
        await RecoverAsync(stage);

        Assert.Equal(0, stage.Refreshes);
        Assert.Equal(RefreshOutcome.Begun, (await stage.QueryAsync(db => db.RefreshAttempts.SingleAsync())).Outcome);
    }

    [Fact]
    public async Task A_grant_that_somebody_refreshed_meanwhile_is_not_refreshed_again()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await BeginAsync(stage, connection, 1);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);

        await RecoverAsync(stage);

        Assert.Equal(1, stage.Refreshes);
        Assert.Empty(await AllAsync(stage));
    }

    private static Task<int> BeginAsync(MicrosoftStage stage, Id<Connection> connection, long generation) => stage.QueryAsync(db =>
    {
        var now = stage.Clock.GetUtcNow();
        db.RefreshAttempts.Add(new RefreshAttempt(stage.Tenant.TenantId, Id<RefreshAttempt>.New(now), connection, generation, now));
        return db.SaveChangesAsync();
    });

    private static Task<bool> RecoverAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        await services.GetRequiredService<InterruptedExchanges>().RecoverAsync(CancellationToken.None);
        return true;
    });

    private static Task<IReadOnlyList<(Id<Portal.Domain.Tenancy.Tenant> Tenant, DateTimeOffset At)>> AllAsync(MicrosoftStage stage) =>
        stage.InTenantAsync(services => services.GetRequiredService<InterruptedExchanges>().AllAsync(CancellationToken.None));
}
