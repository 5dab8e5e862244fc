using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

public sealed class AccessTokensTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_token_that_is_not_due_is_used_as_it_is()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);

        var first = await stage.TokenAsync(connection);
        var second = await stage.TokenAsync(connection);

        Assert.Same(first, second);
        Assert.Equal(0, stage.Refreshes);
    }

    [Fact]
    public async Task A_token_is_refreshed_ahead_of_its_end_and_the_next_generation_is_stored()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var before = await stage.TokenAsync(connection);
        var grantBefore = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());

        stage.Clock.Advance(TimeSpan.FromMinutes(52));
        var after = await stage.TokenAsync(connection);

        Assert.NotEqual(before.Reveal(), after.Reveal());
        var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        Assert.Equal(2, grant.Generation);
        Assert.Equal(grantBefore.RefreshToken, grant.PreviousRefreshToken);
        Assert.Null(grant.LeaseOwner);
        Assert.Equal(RefreshOutcome.Stored, (await stage.QueryAsync(db => db.RefreshAttempts.SingleAsync())).Outcome);
    }

    [Fact]
    public async Task Of_many_callers_in_two_processes_one_exchanges()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var other = stage.AnotherProcess();
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var callers = Enumerable.Range(0, 40).Select(number => stage.TokenAsync(connection, number % 2 == 0 ? null : other));
        var tokens = await Task.WhenAll(callers);

        Assert.Equal(1, stage.Refreshes);
        Assert.Single(tokens.Select(token => token.Reveal()).Distinct());
        Assert.Equal(2, (await stage.QueryAsync(db => db.Grants.SingleAsync())).Generation);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_for_all_who_held_it()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var refused = await stage.TokenAsync(connection);

        var callers = Enumerable.Range(0, 10).Select(_ => stage.InTenantAsync(services =>
            services.GetRequiredService<AccessTokens>().ReplaceAsync(connection, refused, CancellationToken.None)));
        var tokens = await Task.WhenAll(callers);

        Assert.Equal(1, stage.Refreshes);
        Assert.DoesNotContain(refused.Reveal(), tokens.Select(token => token.Reveal()));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_break_off_the_exchange()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        using var given = new CancellationTokenSource();

        var call = stage.InTenantAsync(services => services.GetRequiredService<AccessTokens>().GetAsync(connection, given.Token));
        await given.CancelAsync();
        await call.ContinueWith(_ => { }, TaskScheduler.Default);
        await stage.TokenAsync(connection);

        Assert.Equal(1, stage.Refreshes);
        Assert.Equal(2, (await stage.QueryAsync(db => db.Grants.SingleAsync())).Generation);
    }

    [Fact]
    public async Task A_refresh_that_brings_no_refresh_token_keeps_the_old_one()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var before = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        stage.Faults.Add(new FaultRule(FaultKind.NoRefreshToken) { Route = "/token" });

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection);

        var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        Assert.Equal(2, grant.Generation);
        Assert.Equal(before.RefreshToken, grant.RefreshToken);
    }

    [Fact]
    public async Task Whoever_meets_a_held_lease_uses_the_token_that_is_still_good()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromMinutes(52));
        await stage.InTenantAsync(async services => await services.GetRequiredService<GrantLease>()
            .TakeAsync(await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync()), stage.Clock.GetUtcNow()));

        await stage.TokenAsync(connection);

        Assert.Equal(0, stage.Refreshes);
    }

    [Fact]
    public async Task A_lease_whose_holder_died_is_taken_over_after_half_a_minute()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.InTenantAsync(async services => await services.GetRequiredService<GrantLease>()
            .TakeAsync(await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync()), stage.Clock.GetUtcNow()));

        stage.Clock.Advance(TimeSpan.FromSeconds(31));
        await stage.TokenAsync(connection);

        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task Tokens_that_come_after_a_new_consent_are_kept_in_the_journal_only()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        var old = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        await stage.QueryAsync(async db =>
        {
            var grant = await db.Grants.SingleAsync();
            grant.Replace(grant.AccessToken, grant.RefreshToken, grant.AccessTokenExpiresAt, stage.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        var answer = await stage.ExchangeWithoutLeaseAsync(old);

        Assert.Null(answer);
        var attempt = await stage.QueryAsync(db => db.RefreshAttempts.SingleAsync());
        Assert.Equal(RefreshOutcome.FencedOff, attempt.Outcome);
        Assert.NotNull(attempt.KeptRefreshToken);
        Assert.Equal(old.AccessToken, (await stage.QueryAsync(db => db.Grants.SingleAsync())).AccessToken);
    }

    [Fact]
    public async Task A_process_that_stood_still_for_longer_than_its_lease_does_not_ask()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);

        var answer = await stage.ExchangeWithoutLeaseAsync(await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync()), begun: TimeSpan.FromSeconds(31));

        Assert.Equal((null, 0), (answer, stage.Refreshes));
        var attempt = await stage.QueryAsync(db => db.RefreshAttempts.SingleAsync());
        Assert.Equal((RefreshOutcome.Failed, FailureClass.Race), (attempt.Outcome, attempt.Class));
    }

    [Fact]
    public async Task A_lease_is_not_given_for_a_grant_that_failed_since_it_was_read()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        var read = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
        await stage.QueryAsync(db => db.Grants.ExecuteUpdateAsync(set => set.SetProperty(grant => grant.Failures, 1)));

        var attempt = await stage.InTenantAsync(services => services.GetRequiredService<GrantLease>().TakeAsync(read, stage.Clock.GetUtcNow()));

        Assert.Null(attempt);
        Assert.Equal(0, await stage.QueryAsync(db => db.RefreshAttempts.CountAsync()));
    }

    [Fact]
    public async Task A_lease_that_is_kept_begins_anew_and_one_that_was_lost_does_not()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());

        var kept = await stage.InTenantAsync(async services =>
        {
            var lease = services.GetRequiredService<GrantLease>();
            await lease.TakeAsync(grant, stage.Clock.GetUtcNow());
            stage.Clock.Advance(TimeSpan.FromSeconds(20));
            return await lease.KeepAsync(grant);
        });
        var others = await stage.InTenantAsync(services => services.GetRequiredService<GrantLease>().KeepAsync(grant));

        Assert.Equal((true, false), (kept, others));
        Assert.Equal(stage.Clock.GetUtcNow().AddSeconds(30), (await stage.QueryAsync(db => db.Grants.SingleAsync())).LeaseUntil);
    }

    [Fact]
    public async Task A_refresh_token_that_cannot_be_opened_takes_no_lease()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await stage.QueryAsync(db => db.Grants.ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RefreshToken, grant => grant.AccessToken)));
        stage.Clock.Advance(TimeSpan.FromHours(2));

        await Assert.ThrowsAsync<AdsApiException>(() => stage.TokenAsync(connection));

        Assert.Null((await stage.QueryAsync(db => db.Grants.SingleAsync())).LeaseUntil);
        Assert.Equal(0, await stage.QueryAsync(db => db.RefreshAttempts.CountAsync()));
    }

    [Fact]
    public async Task Many_connections_are_refreshed_at_once()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connections = new List<Id<Connection>>();
        for (var number = 0; number < 12; number++)
        {
            connections.Add(await stage.ConnectAsync(Maria));
        }

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(connections.Select(connection => stage.TokenAsync(connection)));

        Assert.Equal(connections.Count, stage.Refreshes);
        Assert.Equal(connections.Count, await stage.QueryAsync(db => db.Grants.CountAsync(grant => grant.Generation == 2 && grant.LeaseOwner == null)));
        Assert.Equal(connections.Count, await stage.QueryAsync(db => db.RefreshAttempts.CountAsync(attempt => attempt.Outcome == RefreshOutcome.Stored)));
    }

    [Fact]
    public async Task A_login_that_is_not_connected_has_no_token()
    {
        await using var stage = await MicrosoftStage.OpenAsync();

        var fault = await Assert.ThrowsAsync<AdsApiException>(() => stage.TokenAsync(new(Guid.NewGuid())));

        Assert.Equal(AdsFault.NoToken, fault.Fault);
    }

    [Fact]
    public async Task Another_organisation_gets_no_token_of_the_connection()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await stage.TokenAsync(connection);
        var stranger = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");

        var fault = await Assert.ThrowsAsync<AdsApiException>(() => stage.InTenantAsync(
            services => services.GetRequiredService<AccessTokens>().GetAsync(connection, CancellationToken.None), tenant: stranger));

        Assert.Equal(AdsFault.NoToken, fault.Fault);
    }
}
