using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

public sealed class RefreshFailuresTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_grant_that_Microsoft_ended_needs_reconnecting_and_each_admin_gets_one_mail()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Grants.Revoke(stage.User(Maria));
        stage.Clock.Advance(TimeSpan.FromHours(2));

        await RefusedAsync(stage, connection);
        await RefusedAsync(stage, connection);

        var row = await stage.QueryAsync(db => db.Connections.SingleAsync());
        Assert.Equal(ConnectionState.NeedsReconnect, row.State);
        Assert.Equal("invalid_grant 50173", row.FailureCode);
        var notices = await stage.QueryAsync(db => db.Notices.ToListAsync());
        var told = await stage.QueryAsync(db => db.Users.Where(user => db.Notices.Any(notice => notice.PersonId == user.Id)).Select(user => user.Email).ToListAsync());
        Assert.Equal(["Admin@contoso.example", "Owner@contoso.example"], told.Order());
        Assert.Equal(2, notices.Count);
        Assert.Contains("https://portal.example/contoso/connections", notices[0].Text, StringComparison.Ordinal);
        Assert.Equal("Lost access", (await stage.QueryAsync(db => db.AuditEntries.SingleAsync())).Verb);
        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task An_outage_leaves_the_connection_in_use_and_is_over_by_itself()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token", Times = 1 });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        await RefusedAsync(stage, connection);
        var stumbling = await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.TokenAsync(connection);

        Assert.Equal(ConnectionState.Active, stumbling.State);
        Assert.NotNull(stumbling.Failure);
        Assert.Null((await stage.QueryAsync(db => db.Connections.SingleAsync())).Failure);
        Assert.Equal(0, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Fact]
    public async Task During_an_outage_a_token_that_is_still_good_stays_in_use()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var before = await stage.TokenAsync(connection);
        stage.Faults.Add(new FaultRule(FaultKind.Reset) { Route = "/token", Times = null });
        stage.Clock.Advance(TimeSpan.FromMinutes(52));

        var after = await stage.TokenAsync(connection);

        Assert.Equal(before.Reveal(), after.Reveal());
        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task After_a_failure_nobody_asks_again_before_the_wait_is_over()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.TooManyRequests) { Route = "/token", RetryAfter = 600 });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        await RefusedAsync(stage, connection);
        stage.Clock.Advance(TimeSpan.FromSeconds(590));
        var waiting = await RefusedAsync(stage, connection);

        Assert.Equal(1, stage.Refreshes);
        Assert.InRange(waiting.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_token_that_Microsoft_refused_before_its_end_is_replaced_when_the_wait_is_over_though_nobody_asks()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var refused = await stage.TokenAsync(connection);
        stage.Faults.Add(new FaultRule(FaultKind.TooManyRequests) { Route = "/token", RetryAfter = 300 });
        await Assert.ThrowsAsync<AdsApiException>(() => stage.InTenantAsync(services => services.GetRequiredService<AccessTokens>().ReplaceAsync(connection, refused, CancellationToken.None)));

        Assert.Equal(0, (await RefreshDueAsync()).Refreshed);
        stage.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await RefreshDueAsync()).Refreshed);

        Assert.Null((await stage.QueryAsync(db => db.Connections.SingleAsync())).Failure);
        Assert.Equal(0, (await RefreshDueAsync()).Refreshed);

        Task<DueRefreshes> RefreshDueAsync() => stage.InTenantAsync(services => services.GetRequiredService<RefreshDue>().RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_refusal_that_sometimes_passes_is_believed_the_third_time()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 70000, Times = null });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var states = new List<ConnectionState>();
        for (var time = 0; time < 3; time++)
        {
            await RefusedAsync(stage, connection);
            states.Add((await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync())).State);
            stage.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal([ConnectionState.Active, ConnectionState.Active, ConnectionState.NeedsReconnect], states);
    }

    [Fact]
    public async Task A_refusal_that_names_no_cause_is_believed_the_second_time_and_the_token_that_is_still_good_serves_until_then()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 987654, Times = null });
        stage.Clock.Advance(TimeSpan.FromMinutes(52));

        await stage.TokenAsync(connection);
        var first = await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        await RefusedAsync(stage, connection);
        var second = await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync());

        Assert.Equal(ConnectionState.Active, first.State);
        Assert.Contains("sometimes passes", first.Failure, StringComparison.Ordinal);
        Assert.Equal((ConnectionState.NeedsReconnect, first.FailingSince), (second.State, second.FailingSince));
    }

    [Fact]
    public async Task When_the_newest_refresh_token_is_refused_the_one_before_it_heals_the_connection()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 700082, Times = 1 });

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);

        Assert.Equal(3, stage.Refreshes);
        var grant = await stage.QueryAsync(db => db.Grants.SingleAsync());
        Assert.Equal(3, grant.Generation);
        Assert.Equal(ConnectionState.Active, (await stage.QueryAsync(db => db.Connections.SingleAsync())).State);
    }

    [Fact]
    public async Task A_fault_of_the_portals_own_registration_marks_no_connection()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_client", Code = 7000222, Status = 401 });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var fault = await RefusedAsync(stage, connection);

        var row = await stage.QueryAsync(db => db.Connections.SingleAsync());
        Assert.Equal((ConnectionState.Active, null), (row.State, row.Failure));
        Assert.Contains("operators", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Fact]
    public async Task A_forced_refresh_that_fails_says_so_although_the_old_token_is_good()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token" });

        await Assert.ThrowsAsync<AdsApiException>(() => stage.InTenantAsync(services =>
            services.GetRequiredService<AccessTokens>().RefreshAsync(connection, true, CancellationToken.None)));

        Assert.Equal(1, stage.Refreshes);
    }

    private static async Task<AdsApiException> RefusedAsync(MicrosoftStage stage, Id<Connection> connection)
    {
        var fault = await Assert.ThrowsAsync<AdsApiException>(() => stage.TokenAsync(connection));
        Assert.Equal(AdsFault.NoToken, fault.Fault);
        return fault;
    }
}
