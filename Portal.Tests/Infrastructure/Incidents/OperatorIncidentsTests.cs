using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Incidents;

/// <summary>What fails for many alike is not the fault of any of them.</summary>
public sealed class OperatorIncidentsTests
{
    private const string Maria = "maria@northwind.example";

    [Theory]
    [InlineData("invalid_grant", 987654)]
    [InlineData("invalid_grant", 70000)]
    [InlineData("interaction_required", 987655)]
    public async Task Twelve_connections_of_three_tenants_refused_alike_are_one_incident_of_the_operators_and_heal_unspent(string error, int code)
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var fleet = await ConnectAsync(stage, tenants: 3, each: 4);
        await AddOperatorAsync(stage);
        var fault = stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = error, Code = code, Times = null });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        for (var round = 0; round < 5; round++)
        {
            await TryAsync(stage, fleet);
            await FollowAsync(stage);
            stage.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        var incident = Assert.Single(await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().ToListAsync()));
        Assert.Equal((12, 3, null), (incident.Connections, incident.Tenants, incident.ClosedAt));
        Assert.Equal(["Sign-ins fail for many organisations"], await stage.QueryAsync(db => db.Notices.Select(notice => notice.Subject).ToListAsync()));
        await AssertUnspentAsync(stage, fleet);

        stage.Faults.Remove(fault);
        stage.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(12, await TryAsync(stage, fleet));
        await FollowAsync(stage);

        Assert.NotNull((await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync())).ClosedAt);
        Assert.Equal(
            ["It is over: Sign-ins fail for many organisations", "Sign-ins fail for many organisations"],
            await stage.QueryAsync(db => db.Notices.Select(notice => notice.Subject).OrderBy(subject => subject).ToListAsync()));
        await FollowAsync(stage);
        Assert.Equal(2, await stage.QueryAsync(db => db.Notices.CountAsync()));
        await AssertUnspentAsync(stage, fleet);
        Assert.All(await ConnectionsAsync(stage, fleet), connection => Assert.Null(connection.Failure));
    }

    [Fact]
    public async Task A_grant_that_really_ended_during_a_shared_fault_is_found_out_after_it()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var fleet = await ConnectAsync(stage, tenants: 2, each: 3);
        var all = stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 987654, Times = null });
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await TryAsync(stage, fleet);
        stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await TryAsync(stage, fleet);
        stage.Faults.Remove(all);
        stage.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(5, await TryAsync(stage, fleet[1..]));
        await FollowAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 987654, Times = null });

        await TryAsync(stage, fleet[..1]);
        var first = (await ConnectionsAsync(stage, fleet[..1]))[0].State;
        stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await TryAsync(stage, fleet[..1]);

        Assert.Equal((ConnectionState.Active, ConnectionState.NeedsReconnect), (first, (await ConnectionsAsync(stage, fleet[..1]))[0].State));
    }

    [Fact]
    public async Task A_refusal_of_the_portal_itself_is_the_operators_at_the_first_connection_and_is_told_once()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var fleet = await ConnectAsync(stage, tenants: 1, each: 2);
        await AddOperatorAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_client", Code = 7000222, Status = 401, Times = null });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        await TryAsync(stage, fleet);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await TryAsync(stage, fleet);
        await FollowAsync(stage);

        var incident = Assert.Single(await stage.QueryAsync(db => db.OperatorIncidents.ToListAsync()));
        Assert.Equal((FailureClass.Operator, null, 2), (incident.Class, incident.ClosedAt, incident.Connections));
        Assert.Equal(1, await stage.QueryAsync(db => db.Notices.CountAsync()));
        await AssertUnspentAsync(stage, fleet);
    }

    [Fact]
    public async Task What_was_seen_by_somebody_who_connected_is_over_when_somebody_connects()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.WithoutTenantAsync(services => services.GetRequiredService<OperatorIncidents>().CoversAsync(TokenFailure.Of("invalid_client", 7000222, 401)));
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await FollowAsync(stage);
        Assert.Null((await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync())).ClosedAt);

        await stage.ConnectAsync(Maria);
        await FollowAsync(stage);

        Assert.Equal(stage.Clock.GetUtcNow(), (await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync())).ClosedAt);
    }

    [Fact]
    public async Task A_fault_that_a_small_fleet_meets_one_by_one_costs_nobody_a_connection()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var fleet = await ConnectAsync(stage, tenants: 3, each: 1);
        await AddOperatorAsync(stage);
        var fault = stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 987654, Times = null });
        stage.Clock.Advance(TimeSpan.FromHours(2));

        // The first is refused over and over before anybody else's turn comes.
        for (var round = 0; round < 4; round++)
        {
            Assert.Equal(0, await TryAsync(stage, fleet[..1]));
            stage.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal(0, await stage.QueryAsync(db => db.OperatorIncidents.CountAsync()));
        Assert.Equal(0, await TryAsync(stage, fleet[..2]));
        await FollowAsync(stage);

        var open = await stage.QueryAsync(db => db.OperatorIncidents.AsNoTracking().SingleAsync());
        Assert.Equal((2, 2, null), (open.Connections, open.Tenants, open.ClosedAt));
        await AssertUnspentAsync(stage, fleet);
        stage.Faults.Remove(fault);
        stage.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(3, await TryAsync(stage, fleet));
        await FollowAsync(stage);
        Assert.Equal(0, await stage.QueryAsync(db => db.OperatorIncidents.CountAsync(one => one.ClosedAt == null)));
        Assert.Equal(2, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Fact]
    public async Task A_sign_in_that_ended_without_a_cause_is_told_once_others_have_gone_through()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var fleet = await ConnectAsync(stage, tenants: 3, each: 1);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await RefuseAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await RefuseAsync();
        var before = (await ConnectionsAsync(stage, fleet[..1]))[0].State;
        stage.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(2, await TryAsync(stage, fleet[1..]));
        await RefuseAsync();

        Assert.Equal((ConnectionState.Active, ConnectionState.NeedsReconnect), (before, (await ConnectionsAsync(stage, fleet[..1]))[0].State));

        async Task RefuseAsync()
        {
            var fault = stage.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 987654, Times = null });
            Assert.Equal(0, await TryAsync(stage, fleet[..1]));
            stage.Faults.Remove(fault);
        }
    }

    [Fact]
    public async Task An_outage_that_all_see_is_one_incident_however_it_looks()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var fleet = await ConnectAsync(stage, tenants: 2, each: 3);
        stage.Clock.Advance(TimeSpan.FromHours(2));
        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token", Times = 3 });
        stage.Faults.Add(new FaultRule(FaultKind.Reset) { Route = "/token", Times = null });

        await TryAsync(stage, fleet);

        Assert.Equal("no answer", Assert.Single(await stage.QueryAsync(db => db.OperatorIncidents.ToListAsync())).Cause);
    }

    private static async Task<(PortalTenant Tenant, Id<Connection> Connection)[]> ConnectAsync(MicrosoftStage stage, int tenants, int each)
    {
        var host = stage.AnotherProcess();
        var fleet = new List<(PortalTenant, Id<Connection>)>();
        for (var number = 0; number < tenants; number++)
        {
            var tenant = await stage.FoundAsync(host, $"fleet-{number}");
            for (var one = 0; one < each; one++)
            {
                fleet.Add((tenant, await stage.ConnectAsync(Maria, tenant)));
            }
        }

        return [.. fleet];
    }

    /// <summary>How many got a token.</summary>
    private static async Task<int> TryAsync(MicrosoftStage stage, (PortalTenant Tenant, Id<Connection> Connection)[] fleet)
    {
        var got = 0;
        foreach (var (tenant, connection) in fleet)
        {
            try
            {
                await stage.TokenAsync(connection, tenant: tenant);
                got++;
            }
            catch (AdsApiException fault)
            {
                Assert.Equal(AdsFault.NoToken, fault.Fault);
            }
        }

        return got;
    }

    private static Task FollowAsync(MicrosoftStage stage) => stage.WithoutTenantAsync(services => services.GetRequiredService<OperatorIncidents>().FollowAsync(CancellationToken.None));

    private static Task<int> AddOperatorAsync(MicrosoftStage stage) => stage.QueryAsync(async db =>
    {
        db.Users.Add(new PortalUser { Id = Id<Person>.New(stage.Clock.GetUtcNow()), DisplayName = "Operator", Email = "operator@portal.example", UserName = "operator@portal.example", IsOperator = true });
        return await db.SaveChangesAsync();
    });

    private static async Task<List<Connection>> ConnectionsAsync(MicrosoftStage stage, (PortalTenant Tenant, Id<Connection> Connection)[] fleet)
    {
        var found = new List<Connection>();
        foreach (var (tenant, id) in fleet)
        {
            found.Add(await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Connections.AsNoTracking().SingleAsync(connection => connection.Id == id), tenant: tenant));
        }

        return found;
    }

    private static async Task AssertUnspentAsync(MicrosoftStage stage, (PortalTenant Tenant, Id<Connection> Connection)[] fleet)
    {
        Assert.All(await ConnectionsAsync(stage, fleet), connection => Assert.Equal(ConnectionState.Active, connection.State));
        foreach (var tenant in fleet.Select(one => one.Tenant).Distinct())
        {
            Assert.Equal(0, await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Incidents.CountAsync(), tenant: tenant));
        }
    }
}
