using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

/// <summary>The refresh tokens that are held beside the newest one, and for how long.</summary>
public sealed class HeldRefreshTokensTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task What_a_fenced_off_exchange_kept_is_tried_before_a_grant_counts_as_ended()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await FenceOffAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 700082, Times = 1 });

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);

        Assert.Equal(3, stage.Refreshes);
        var kept = (await stage.QueryAsync(db => db.RefreshAttempts.SingleAsync(attempt => attempt.Outcome == RefreshOutcome.FencedOff))).KeptRefreshToken;
        var grant = await stage.QueryAsync(db => db.Grants.SingleAsync());
        Assert.Equal(kept, grant.PreviousRefreshToken);
        Assert.Equal(ConnectionState.Active, (await stage.QueryAsync(db => db.Connections.SingleAsync())).State);
    }

    [Fact]
    public async Task What_was_kept_of_an_older_consent_is_not_used_for_a_newer_one()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await FenceOffAsync(stage);
        await stage.QueryAsync(async db =>
        {
            var grant = await db.Grants.SingleAsync();
            grant.Replace(grant.AccessToken, grant.RefreshToken, grant.AccessTokenExpiresAt, stage.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 700082, Times = 1 });

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<AdsApiException>(() => stage.TokenAsync(connection));

        Assert.Equal(2, stage.Refreshes);
        Assert.Equal(ConnectionState.NeedsReconnect, (await stage.QueryAsync(db => db.Connections.SingleAsync())).State);
    }

    [Fact]
    public async Task Fallbacks_are_erased_after_a_week_and_the_newest_token_stays()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await FenceOffAsync(stage);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);

        stage.Clock.Advance(Grant.Fallback - TimeSpan.FromMinutes(5));
        await EraseAsync(stage);
        var before = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        await EraseAsync(stage);

        var after = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        Assert.NotNull(before.PreviousRefreshToken);
        Assert.Equal((null, null), (after.PreviousRefreshToken, after.PreviousUntil));
        Assert.Equal(before.RefreshToken, after.RefreshToken);
        Assert.Empty(await stage.QueryAsync(db => db.RefreshAttempts.Where(attempt => attempt.KeptRefreshToken != null).ToListAsync()));
        Assert.Equal(2, await stage.QueryAsync(db => db.RefreshAttempts.CountAsync()));
    }

    [Fact]
    public async Task The_journal_is_kept_for_a_month()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        await FenceOffAsync(stage);

        stage.Clock.Advance(TimeSpan.FromDays(31));
        await EraseAsync(stage);

        Assert.Equal(0, await stage.QueryAsync(db => db.RefreshAttempts.CountAsync()));
    }

    /// <summary>An exchange whose lease is not its own any more when the answer comes.</summary>
    private static async Task FenceOffAsync(MicrosoftStage stage)
    {
        var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        Assert.Null(await stage.ExchangeWithoutLeaseAsync(grant));
    }

    private static Task<bool> EraseAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        await services.GetRequiredService<ExpiredTokens>().EraseAsync(CancellationToken.None);
        return true;
    });
}
