using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

/// <summary>Keys that change while they are in use.</summary>
public sealed class KeyRotationTests
{
    private static readonly string[] Logins = ["maria@northwind.example", "anna@contoso.example", "paul@litware.example", "tomas@fabrikam.example"];

    [Fact]
    public async Task A_new_data_key_is_used_at_once_and_the_older_values_follow()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Logins[0]);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);
        await KeepOneAsync(stage);

        Assert.True(await RenewAsync(stage));
        Assert.False(await RenewAsync(stage));
        await ResealAsync(stage);

        var grant = await stage.QueryAsync(db => db.Grants.SingleAsync());
        var kept = (await stage.QueryAsync(db => db.RefreshAttempts.SingleAsync(attempt => attempt.KeptRefreshToken != null))).KeptRefreshToken;
        Assert.All([grant.AccessToken, grant.RefreshToken, grant.PreviousRefreshToken!, kept!], value => Assert.Equal(2, SealedValue.KeyVersion(value)));
        Assert.Equal(2, grant.Generation);
        var key = await stage.KeysAsync(keys => keys.TenantKeys.SingleAsync(key => key.Version == 2));
        Assert.Equal((2, 2, true), (key.Older, key.Resealed, key.IsComplete));
        Assert.Equal("DataKeyRenewed", (await stage.QueryAsync(db => db.AuditEntries.SingleAsync())).Verb);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);
    }

    [Fact]
    public async Task Reads_and_refreshes_go_on_while_everything_is_sealed_anew()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connections = new List<Portal.Domain.Id<Connection>>();
        foreach (var login in Logins)
        {
            connections.Add(await stage.ConnectAsync(login));
        }

        for (var round = 0; round < 3; round++)
        {
            stage.Clock.Advance(TimeSpan.FromHours(2));
            var other = stage.AnotherProcess();
            await RenewAsync(stage);
            var work = connections.SelectMany(connection => new Task[] { ComesAsync(stage, connection, null), ComesAsync(stage, connection, other) }).Append(ResealAsync(stage));
            await Task.WhenAll(work);
            await ResealAsync(stage);
        }

        Assert.Equal(12, stage.Refreshes);
        var grants = await stage.QueryAsync(db => db.Grants.AsNoTracking().ToListAsync());
        Assert.All(grants, grant => Assert.Equal((4, 4, 4), (SealedValue.KeyVersion(grant.RefreshToken), SealedValue.KeyVersion(grant.PreviousRefreshToken!), (int)grant.Generation)));
        Assert.True(await stage.KeysAsync(keys => keys.TenantKeys.AllAsync(key => key.CompleteAt != null)));
    }

    /// <summary>Whoever waits for another's exchange moves the clock that all share: where the machine is busy, patience ends before the exchange does.</summary>
    private static async Task ComesAsync(MicrosoftStage stage, Portal.Domain.Id<Connection> connection, IHost? process)
    {
        while (true)
        {
            try
            {
                await stage.TokenAsync(connection, process);
                return;
            }
            catch (AdsApiException fault) when (fault is { Fault: AdsFault.NoToken, RetryAfter: not null })
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task A_refresh_that_stores_meanwhile_wins()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Logins[0]);
        var before = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        await RenewAsync(stage);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        var token = await stage.TokenAsync(connection);

        await ResealAsync(stage);

        var after = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        Assert.Equal((2, 2), (after.Generation, SealedValue.KeyVersion(after.PreviousRefreshToken!)));
        Assert.NotEqual(before.RefreshToken, after.RefreshToken);
        Assert.Equal(token.Reveal(), (await stage.TokenAsync(connection, stage.AnotherProcess())).Reveal());
    }

    [Fact]
    public async Task A_pass_that_was_cut_short_is_finished_by_the_purge_and_older_keys_go_a_week_later()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Logins[0]);
        await RenewAsync(stage);

        await EraseAsync(stage);
        stage.Clock.Advance(Grant.Fallback - TimeSpan.FromHours(1));
        await EraseAsync(stage);
        Assert.Equal([1, 2], await VersionsAsync(stage));
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await EraseAsync(stage);

        Assert.Equal([2], await VersionsAsync(stage));
        await stage.TokenAsync(connection);
    }

    [Fact]
    public async Task A_value_that_cannot_be_opened_does_not_keep_the_others_waiting()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Logins[0]);
        var good = await stage.ConnectAsync(Logins[1]);
        await stage.QueryAsync(db => db.Grants.Where(grant => grant.ConnectionId != good).ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RefreshToken, grant => grant.AccessToken)));
        await RenewAsync(stage);

        await ResealAsync(stage);

        Assert.Equal(2, SealedValue.KeyVersion((await stage.QueryAsync(db => db.Grants.SingleAsync(grant => grant.ConnectionId == good))).RefreshToken));
        Assert.True((await stage.KeysAsync(keys => keys.TenantKeys.SingleAsync(key => key.Version == 2))).IsComplete);
    }

    [Fact]
    public async Task Wrapping_anew_changes_the_wrapping_and_nothing_else()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Logins[0]);
        var before = await stage.KeysAsync(keys => keys.TenantKeys.AsNoTracking().SingleAsync());
        var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(1));

        await stage.InTenantAsync(async services =>
        {
            await services.GetRequiredService<KeyRotation>().RewrapAsync(CancellationToken.None);
            return true;
        });

        var after = await stage.KeysAsync(keys => keys.TenantKeys.AsNoTracking().SingleAsync());
        Assert.NotEqual(before.Wrapped, after.Wrapped);
        Assert.Equal((before.Version, stage.Clock.GetUtcNow()), (after.Version, after.WrappedAt));
        Assert.NotNull(KeyWrapping.RingKeyOf(after));
        Assert.Equal(grant.RefreshToken, (await stage.QueryAsync(db => db.Grants.SingleAsync())).RefreshToken);
        await stage.TokenAsync(connection, stage.AnotherProcess());
    }

    private static async Task KeepOneAsync(MicrosoftStage stage)
    {
        var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        await stage.ExchangeWithoutLeaseAsync(grant);
    }

    private static Task<bool> RenewAsync(MicrosoftStage stage) => stage.InTenantAsync(services => services.GetRequiredService<KeyRotation>().RenewAsync(Actor.Portal, CancellationToken.None));

    private static Task<bool> ResealAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        await services.GetRequiredService<ResealedTokens>().RunAsync(CancellationToken.None);
        return true;
    });

    private static Task<bool> EraseAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        await services.GetRequiredService<ExpiredTokens>().EraseAsync(CancellationToken.None);
        return true;
    });

    private static Task<List<int>> VersionsAsync(MicrosoftStage stage) => stage.KeysAsync(keys => keys.TenantKeys.OrderBy(key => key.Version).Select(key => key.Version).ToListAsync());
}
