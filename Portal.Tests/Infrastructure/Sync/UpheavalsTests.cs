using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Emulator.Bulk;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>What somebody does at Microsoft while a sync is under way: it does not pass by itself, and yet nothing is lost.</summary>
public sealed class UpheavalsTests
{
    private const string Maria = "maria@northwind.example";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    [EndsInTheRightData("token revocation")]
    public async Task A_login_whose_tokens_are_revoked_goes_on_where_it_was_when_it_has_signed_in_again()
    {
        var (stage, accounts) = await OpenAsync(1);
        await using var _ = stage;
        await DisturbedAsync(stage, accounts, () =>
        {
            stage.Grants.Revoke(stage.User(Maria));
            stage.Grants.ExpireAccess(stage.User(Maria));
        });
        Assert.Equal(ConnectionState.NeedsReconnect, (await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync())).State);

        await SignInAgainAsync(stage, accounts[0].ConnectionId);
        await EndAsync(stage, accounts);
    }

    [Fact]
    public async Task While_the_sign_in_service_gives_no_token_the_parts_of_a_run_wait_and_end_in_the_same_run()
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        stage.Clock.Advance(2 * Hour);
        var fault = stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token", Times = 3 });

        var run = await stage.SyncAsync();

        Assert.Equal((SyncRunState.Succeeded, 3), (run.State, stage.Faults.Struck(fault)));
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal((SliceState.Done, 0), (slice.State, slice.Attempts)));
    }

    [Fact]
    [EndsInTheRightData("access expiry", FaultKind.OAuthError, FaultKind.NoRefreshToken, FaultKind.ExpiresInAsText)]
    public async Task A_token_that_ends_in_the_middle_is_replaced_though_the_token_endpoint_stumbles()
    {
        var (stage, accounts) = await OpenAsync(1);
        await using var _ = stage;
        var run = await DisturbedAsync(stage, accounts, () =>
        {
            stage.Grants.ExpireAccess(stage.User(Maria));
            stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "temporarily_unavailable", Code = 90033, Status = 503 });
            stage.Faults.Add(new FaultRule(FaultKind.NoRefreshToken) { Route = "/token" });
        });
        stage.Clock.Advance(2 * Hour);
        stage.Faults.Add(new FaultRule(FaultKind.ExpiresInAsText) { Route = "/token" });

        Assert.NotEqual(SyncRunState.Running, run.State);
        await EndAsync(stage, accounts);
        Assert.All(stage.Faults.Rules, rule => Assert.Equal(1, rule.Struck));
    }

    [Fact]
    [EndsInTheRightData("account moved to another customer")]
    public async Task An_account_that_goes_to_another_customer_is_found_there()
    {
        var (stage, accounts) = await OpenAsync(2);
        await using var _ = stage;
        var moved = stage.Directory.AccountBy(accounts[1].AccountId.Value)!;
        var other = stage.Directory.Roles(stage.User(Maria)).Select(role => role.CustomerId).First(customer => customer != moved.ParentCustomerId);

        await DisturbedAsync(stage, accounts, () => stage.Directory.Replace(moved with { ParentCustomerId = other }));

        await LookAsync(stage);
        await EndAsync(stage, accounts);
    }

    [Fact]
    [EndsInTheRightData("role removed")]
    public async Task A_role_that_is_taken_and_given_back_leaves_no_gap()
    {
        var (stage, accounts) = await OpenAsync(2);
        await using var _ = stage;
        var user = stage.User(Maria);
        var roles = stage.Directory.Roles(user);

        var run = await DisturbedAsync(stage, accounts, () => stage.Directory.Replace(user with { Roles = [] }));
        Assert.Equal(SyncRunState.Partial, run.State);
        stage.Directory.Replace(user with { Roles = roles });

        await LookAsync(stage);
        await EndAsync(stage, accounts);
    }

    [Fact]
    [EndsInTheRightData("developer-token rotation")]
    public async Task While_a_withdrawn_developer_token_is_in_use_the_operators_are_told_and_no_organisation_and_the_new_one_brings_everything()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var tenants = new List<(PortalTenant Tenant, AdsAccount Account)>();
        var founder = stage.AnotherProcess();
        for (var number = 0; number < 3; number++)
        {
            var tenant = await stage.FoundAsync(founder, $"org-{number}");
            tenants.Add((tenant, (await stage.ChooseAsync(1, tenant))[0]));
            Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync(tenant)).State);
        }

        await AddOperatorAsync(stage);
        stage.Clock.Advance(Hour);
        stage.DeveloperTokens.Accepted = ["ANOTHERTOKEN02"];
        foreach (var (tenant, _) in tenants.Concat(tenants))
        {
            await stage.SyncAsync(tenant);
            stage.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        await FollowAsync(stage);
        const string Subject = "Microsoft Advertising refuses the logins of many organisations";
        Assert.Equal([Subject], await stage.QueryAsync(db => db.Notices.Select(notice => notice.Subject).ToListAsync()));
        Assert.Null((await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync())).ClosedAt);

        stage.Restart(("MicrosoftAds:DeveloperToken", "ANOTHERTOKEN02"));
        foreach (var (tenant, account) in tenants)
        {
            stage.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync(tenant)).State);
            Assert.Empty(await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Incidents.ToListAsync(), tenant: tenant));
            Assert.Equal(ConnectionState.Active, (await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Connections.AsNoTracking().SingleAsync(), tenant: tenant)).State);
        }

        await FollowAsync(stage);
        Assert.NotNull((await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync())).ClosedAt);
        Assert.Equal([$"It is over: {Subject}", Subject], await stage.QueryAsync(db => db.Notices.Select(notice => notice.Subject).OrderBy(subject => subject).ToListAsync()));
        foreach (var (tenant, account) in tenants)
        {
            await stage.AssertRightAsync(account, again: null, tenant: tenant);
        }
    }

    [Fact]
    [EndsInTheRightData(BulkFlaw.FullSyncRequired)]
    public async Task When_the_changes_cannot_be_told_everything_is_read_and_no_report_is_touched_by_it()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await stage.SyncAsync();
        stage.Clock.Advance(Hour);
        stage.Downloads.Spoil(BulkFlaw.FullSyncRequired);

        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        await stage.AssertRightAsync(accounts[0], filesAgain: 1);
    }

    /// <summary>Reports take so long that the job comes back for each, and can be disturbed on its way.</summary>
    private static Task<(MicrosoftStage Stage, IReadOnlyList<AdsAccount> Accounts)> OpenAsync(int accounts) =>
        SyncStage.OpenAsync(accounts, options => options.ReportPolls = 5);

    /// <summary>A sync in whose middle something happens, to its end.</summary>
    private static async Task<SyncRun> DisturbedAsync(MicrosoftStage stage, IReadOnlyList<AdsAccount> accounts, Action disturb)
    {
        var run = (await stage.StartAsync()).Run;
        foreach (var account in accounts)
        {
            for (var call = 0; call < 3 && await stage.AdvanceAsync(run, account.AccountId) is { } next; call++)
            {
                stage.Clock.Advance(next - stage.Clock.GetUtcNow());
            }
        }

        disturb();
        foreach (var account in accounts)
        {
            await stage.CarryAsync(run, account.AccountId);
        }

        return await stage.QueryAsync(db => db.SyncRuns.AsNoTracking().SingleAsync(one => one.Id == run));
    }

    /// <summary>The next sync, an hour later, and what is stored after it.</summary>
    private static async Task EndAsync(MicrosoftStage stage, IReadOnlyList<AdsAccount> accounts)
    {
        stage.Clock.Advance(Hour);
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);
        var current = await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).OrderBy(account => account.AccountId).ToListAsync());
        Assert.Equal(accounts.Select(account => account.AccountId).Order(), current.Select(account => account.AccountId));
        foreach (var account in current)
        {
            await stage.AssertRightAsync(account, again: null);
        }
    }

    /// <summary>The daily look.</summary>
    private static Task<bool> LookAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        await ActivatorUtilities.CreateInstance<LookAtAccounts>(services).RunAsync(stage.Tenant.TenantId, CancellationToken.None);
        return true;
    });

    /// <summary>As the pages do it when its own user comes back from Microsoft.</summary>
    private static Task<bool> SignInAgainAsync(MicrosoftStage stage, Id<Connection> id) => stage.InTenantAsync(async services =>
    {
        var (db, identity, logins) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<MicrosoftIdentity>(), services.GetRequiredService<StoredLogins>());
        var verifier = Pkce.NewVerifier();
        var code = await MicrosoftStage.SignInAsync(identity.AuthorizeUri("some-state", Pkce.ChallengeOf(verifier)), Maria);
        var tokens = (await identity.ExchangeCodeAsync(code, verifier, CancellationToken.None)).Tokens!;
        var found = await services.GetRequiredService<IAdsApi>().DiscoverAsync(tokens.Access, CancellationToken.None);
        var connection = await db.Connections.SingleAsync(one => one.Id == id);
        Assert.False(connection.Reconnect(connection.MicrosoftUserId, connection.UserName, default, stage.Clock.GetUtcNow(), hasAccounts: true).IsRefused);
        await logins.StoreAsync(connection, await logins.SealAsync(connection, tokens, CancellationToken.None), found.Accounts, CancellationToken.None);
        await logins.SaveAsync(connection, CancellationToken.None);
        return true;
    });

    private static Task FollowAsync(MicrosoftStage stage) => stage.WithoutTenantAsync(services => services.GetRequiredService<OperatorIncidents>().FollowAsync(CancellationToken.None));

    private static Task<int> AddOperatorAsync(MicrosoftStage stage) => stage.QueryAsync(async db =>
    {
        db.Users.Add(new PortalUser { Id = Id<Person>.New(stage.Clock.GetUtcNow()), DisplayName = "Operator", Email = "operator@portal.example", UserName = "operator@portal.example", IsOperator = true });
        return await db.SaveChangesAsync();
    });
}
