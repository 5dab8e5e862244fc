using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Tests.Infrastructure.Incidents;

/// <summary>What Microsoft Advertising refuses to logins whose sign-in is good.</summary>
public sealed class AdmissionsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_login_that_is_not_let_in_is_one_incident_told_once_that_the_next_call_closes()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var fault = Refuse(stage, 105);

        await stage.SyncAsync();
        stage.Clock.Advance(Hour);
        await stage.SyncAsync();

        var incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((FailureClass.NotLetIn, FailureOwner.Administrator, 2, true), (incident.Class, incident.Owner, incident.Accounts, incident.IsOpen));
        Assert.Equal("Microsoft Advertising 105", incident.Code);
        var connection = await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync());
        Assert.Equal((ConnectionState.Active, incident.What), (connection.State, connection.Failure?[..incident.What.Length]));
        Assert.All(await stage.QueryAsync(db => db.AdsAccounts.AsNoTracking().ToListAsync()), account => Assert.Equal(connection.Failure, account.Failure));
        Assert.Equal(2, accounts.Count);

        stage.Faults.Remove(fault);
        stage.Clock.Advance(Hour);
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync()).State);

        incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((false, "Microsoft Advertising lets the login in again."), (incident.IsOpen, incident.Outcome));
        Assert.Null((await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync())).Failure);
        Assert.Equal(
            ["Access at Microsoft Advertising: maria@northwind.example", "It works again: maria@northwind.example"],
            await stage.QueryAsync(db => db.Notices.Select(notice => notice.Subject).Distinct().OrderBy(subject => subject).ToListAsync()));
        Assert.Equal(4, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Fact]
    public async Task Of_a_run_one_account_asks_for_all_of_a_login_that_is_refused()
    {
        var (stage, _) = await SyncStage.OpenAsync(accounts: 3);
        await using var _ = stage;
        var fault = Refuse(stage, 105);

        await stage.SyncAsync();

        // Once with the token that was there, and once with a fresh one.
        Assert.Equal((2, 1), (stage.Faults.Struck(fault), stage.Refreshes));
        Assert.All(await stage.SlicesAsync(), slice => Assert.Equal(SliceState.Failed, slice.State));
    }

    [Fact]
    public async Task A_sign_in_that_works_does_not_end_what_Microsoft_Advertising_has_against_the_login()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        Refuse(stage, 105);
        await stage.SyncAsync();

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(accounts[0].ConnectionId);

        Assert.True(Assert.Single(await IncidentsAsync(stage)).IsOpen);
        Assert.NotNull((await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync())).Failure);
        Assert.Equal(2, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Theory]
    [InlineData(108)]
    [InlineData(120)]
    [InlineData(123)]
    public async Task A_login_in_whose_place_another_is_wanted_asks_for_a_new_sign_in(int code)
    {
        var (stage, _) = await SyncStage.OpenAsync();
        await using var _ = stage;
        Refuse(stage, code);

        await stage.SyncAsync();

        var incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((FailureClass.NeedsUser, FailureOwner.Connector, true), (incident.Class, incident.Owner, incident.AsksForSignIn));
        Assert.Equal(ConnectionState.NeedsReconnect, (await stage.QueryAsync(db => db.Connections.AsNoTracking().SingleAsync())).State);
        Assert.Equal("Lost access", (await stage.QueryAsync(db => db.AuditEntries.SingleAsync())).Verb);
        Assert.All(await stage.QueryAsync(db => db.Notices.ToListAsync()), notice => Assert.StartsWith("Sign in again", notice.Subject, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(106, null)]
    [InlineData(2003, "GenerateReport")]
    public async Task Accounts_that_a_login_may_not_read_are_one_incident_that_names_them_and_ends_when_it_may(int code, string? route)
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 3);
        await using var _ = stage;
        var faults = accounts.Take(2).Select(account => stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = code, Route = route, AccountId = account.AccountId.Value, Times = null })).ToList();

        await stage.SyncAsync();
        stage.Clock.Advance(Hour);
        await stage.SyncAsync();

        var incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((FailureClass.NoAccess, 2, $"Microsoft Advertising {code}", true), (incident.Class, incident.Accounts, incident.Code, incident.IsOpen));
        Assert.All(accounts.Take(2), account => Assert.Contains($"{account.Name} ({account.Number})", incident.What, StringComparison.Ordinal));
        Assert.DoesNotContain(accounts[2].Number, incident.What, StringComparison.Ordinal);
        var notices = await stage.QueryAsync(db => db.Notices.ToListAsync());
        Assert.Equal(2, notices.Count);
        Assert.Contains("You need not sign in again.", notices[0].Text, StringComparison.Ordinal);

        stage.Faults.Remove(faults[0]);
        stage.Clock.Advance(Hour);
        await stage.SyncAsync();
        incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((1, true), (incident.Accounts, incident.IsOpen));

        stage.Faults.Remove(faults[1]);
        stage.Clock.Advance(Hour);
        await stage.SyncAsync();
        Assert.False(Assert.Single(await IncidentsAsync(stage)).IsOpen);
        Assert.Equal(4, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Fact]
    public async Task Leaving_the_account_out_ends_the_incident_as_well()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = 106, AccountId = accounts[0].AccountId.Value, Times = null });
        await stage.SyncAsync();
        Assert.True(Assert.Single(await IncidentsAsync(stage)).IsOpen);

        await stage.QueryAsync(async db =>
        {
            (await db.AdsAccounts.SingleAsync(account => account.AccountId == accounts[0].AccountId)).Leave();
            return await db.SaveChangesAsync();
        });
        stage.Clock.Advance(Hour);
        await stage.SyncAsync();

        Assert.False(Assert.Single(await IncidentsAsync(stage)).IsOpen);
    }

    [Fact]
    public async Task A_developer_token_that_fails_for_all_is_the_operators_and_no_tenant_is_told_or_marked()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var tenants = await TenantsAsync(stage, 3);
        await AddOperatorAsync(stage);
        foreach (var tenant in tenants)
        {
            Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync(tenant)).State);
        }

        stage.Clock.Advance(Hour);
        var fault = Refuse(stage, 105);
        foreach (var tenant in tenants.Concat(tenants))
        {
            await stage.SyncAsync(tenant);
            stage.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        await FollowAsync(stage);
        var incident = Assert.Single(await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().ToListAsync()));
        Assert.Equal(("Microsoft Advertising 105", 3, 3, null), (incident.Cause, incident.Connections, incident.Tenants, incident.ClosedAt));
        foreach (var tenant in tenants)
        {
            Assert.Empty(await IncidentsAsync(stage, tenant));
            Assert.Equal(ConnectionState.Active, (await ConnectionAsync(stage, tenant)).State);
        }

        stage.Faults.Remove(fault);
        await stage.SyncAsync(tenants[0]);
        stage.Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (var tenant in tenants[1..])
        {
            await stage.SyncAsync(tenant);
        }

        await FollowAsync(stage);
        Assert.NotNull((await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync())).ClosedAt);
        const string Subject = "Microsoft Advertising refuses the logins of many organisations";
        Assert.Equal([$"It is over: {Subject}", Subject], await stage.QueryAsync(db => db.Notices.Select(notice => notice.Subject).OrderBy(subject => subject).ToListAsync()));
    }

    [Fact]
    public async Task A_login_that_alone_is_refused_is_told_once_others_have_been_let_in()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var tenants = await TenantsAsync(stage, 3);
        var fault = Refuse(stage, 105);
        await stage.SyncAsync(tenants[0]);
        stage.Faults.Remove(fault);
        Assert.Empty(await IncidentsAsync(stage, tenants[0]));
        stage.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(SyncRunState.Succeeded, (await stage.SyncAsync(tenants[1])).State);

        stage.Clock.Advance(TimeSpan.FromMinutes(40));
        Refuse(stage, 105);
        await stage.SyncAsync(tenants[0]);

        Assert.Equal(FailureClass.NotLetIn, Assert.Single(await IncidentsAsync(stage, tenants[0])).Class);
        Assert.Equal(0, await stage.QueryAsync(db => db.OperatorIncidents.CountAsync()));
    }

    [Fact]
    public async Task Two_accounts_that_are_refused_at_the_same_moment_tell_it_once()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var fault = new AdsApiException(AdsFault.LoginRefused, 120, "refused", null);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stage.InTenantAsync(services =>
            services.GetRequiredService<Admissions>().RefuseAsync(accounts[0].ConnectionId, fault, CancellationToken.None))));

        Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((2, 1), await stage.QueryAsync(async db => (await db.Notices.CountAsync(), await db.AuditEntries.CountAsync())));
    }

    [Fact]
    public async Task Two_accounts_that_are_let_in_at_the_same_moment_tell_it_once()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 2);
        await using var _ = stage;
        var login = accounts[0].ConnectionId;
        await stage.InTenantAsync(services => services.GetRequiredService<Admissions>().RefuseAsync(login, new AdsApiException(AdsFault.LoginRefused, 105, "refused", null), CancellationToken.None));
        var told = await stage.QueryAsync(db => db.Notices.CountAsync());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stage.InTenantAsync(async services =>
        {
            await services.GetRequiredService<Admissions>().LetInAsync(login, CancellationToken.None);
            return true;
        })));

        Assert.False(Assert.Single(await IncidentsAsync(stage)).IsOpen);
        Assert.Equal((2, 4), (told, await stage.QueryAsync(db => db.Notices.CountAsync())));
    }

    /// <summary>Every call of the API, and none of the sign-in.</summary>
    private static int Refuse(MicrosoftStage stage, int code) => stage.Faults.Add(new FaultRule(FaultKind.Code) { Code = code, Route = "/v13/", Times = null });

    private static Task<List<Incident>> IncidentsAsync(MicrosoftStage stage, PortalTenant? tenant = null) =>
        stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Incidents.AsNoTracking().ToListAsync(), tenant: tenant);

    private static Task<Connection> ConnectionAsync(MicrosoftStage stage, PortalTenant tenant) =>
        stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Connections.AsNoTracking().SingleAsync(), tenant: tenant);

    private static Task FollowAsync(MicrosoftStage stage) => stage.WithoutTenantAsync(services => services.GetRequiredService<OperatorIncidents>().FollowAsync(CancellationToken.None));

    private static async Task<PortalTenant[]> TenantsAsync(MicrosoftStage stage, int count)
    {
        var (host, tenants) = (stage.AnotherProcess(), new List<PortalTenant>());
        for (var number = 0; number < count; number++)
        {
            tenants.Add(await stage.FoundAsync(host, $"org-{number}"));
            await stage.ChooseAsync(1, tenants[number]);
        }

        return [.. tenants];
    }

    private static Task<int> AddOperatorAsync(MicrosoftStage stage) => stage.QueryAsync(async db =>
    {
        db.Users.Add(new PortalUser { Id = Id<Person>.New(stage.Clock.GetUtcNow()), DisplayName = "Operator", Email = "operator@portal.example", UserName = "operator@portal.example", IsOperator = true });
        return await db.SaveChangesAsync();
    });
}
