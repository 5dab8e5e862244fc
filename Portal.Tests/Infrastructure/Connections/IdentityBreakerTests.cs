using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

/// <summary>An outage of the sign-in service: after a few failures it is left alone, and its end meets one request.</summary>
public sealed class IdentityBreakerTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task After_five_failures_nobody_asks_and_who_waits_reads_why()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await FailingAsync(stage, FaultKind.Reset);

        var paused = await RefusedAsync(stage, connection);

        Assert.Equal(5, stage.Refreshes);
        Assert.Contains("leaves it alone for a while. It tries again by itself.", paused.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Active, (await stage.QueryAsync(db => db.Connections.SingleAsync())).State);
        var wait = (await stage.QueryAsync(db => db.Grants.SingleAsync())).RetryAt - stage.Clock.GetUtcNow();
        Assert.InRange(wait!.Value, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task After_the_pause_one_request_goes_ahead_and_a_longer_pause_follows_its_failure()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await FailingAsync(stage, FaultKind.Html);

        stage.Clock.Advance(TimeSpan.FromSeconds(16));
        await RefusedAsync(stage, connection);
        await RefusedAsync(stage, connection);
        stage.Clock.Advance(TimeSpan.FromSeconds(16));
        await RefusedAsync(stage, connection);

        Assert.Equal(6, stage.Refreshes);
    }

    [Fact]
    public async Task When_the_outage_is_over_the_request_ahead_opens_the_way_for_all()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await FailingAsync(stage, FaultKind.Html);
        stage.Faults.Clear();

        stage.Clock.Advance(TimeSpan.FromSeconds(31));
        await ForceAsync(stage, connection);
        await ForceAsync(stage, connection);

        Assert.Equal(7, stage.Refreshes);
        Assert.Null((await stage.QueryAsync(db => db.Connections.SingleAsync())).Failure);
    }

    [Fact]
    public async Task Refusals_are_answers_and_pause_nothing()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_client", Code = 7000215, Times = null });

        for (var time = 0; time < 8; time++)
        {
            await RefusedAsync(stage, connection);
        }

        Assert.Equal(8, stage.Refreshes);
    }

    private static async Task<Id<Connection>> FailingAsync(MicrosoftStage stage, FaultKind kind)
    {
        var connection = await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromMinutes(2));
        stage.Faults.Add(new FaultRule(kind) { Route = "/token", Times = null });
        for (var time = 0; time < 5; time++)
        {
            await RefusedAsync(stage, connection);
        }

        return connection;
    }

    private static Task<AdsApiException> RefusedAsync(MicrosoftStage stage, Id<Connection> connection) =>
        Assert.ThrowsAsync<AdsApiException>(() => ForceAsync(stage, connection));

    private static Task<AccessToken> ForceAsync(MicrosoftStage stage, Id<Connection> connection) => stage.InTenantAsync(services =>
        services.GetRequiredService<AccessTokens>().RefreshAsync(connection, true, CancellationToken.None));
}
