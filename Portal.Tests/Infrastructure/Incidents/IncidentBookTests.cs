using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Incidents;

public sealed class IncidentBookTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_grant_that_ended_is_one_incident_with_what_happened_and_what_to_do()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        stage.Grants.Revoke(stage.User(Maria));
        stage.Clock.Advance(TimeSpan.FromHours(2));

        await RefusedAsync(stage, connection);
        await RefusedAsync(stage, connection);

        var incident = Assert.Single(await stage.QueryAsync(db => db.Incidents.AsNoTracking().ToListAsync()));
        Assert.Equal((connection, FailureClass.NeedsReconnect, FailureOwner.Connector, Maria), (incident.ConnectionId, incident.Class, incident.Owner, incident.Login));
        Assert.Contains("password", incident.What, StringComparison.Ordinal);
        Assert.Contains("Sign in again", incident.NextStep, StringComparison.Ordinal);
        Assert.Equal((stage.Clock.GetUtcNow(), true), (incident.Since, incident.IsOpen));
    }

    [Fact]
    public async Task An_outage_is_an_incident_after_an_hour_of_which_nobody_is_told_and_which_recovers_by_itself()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        var outage = stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token", Times = null });
        stage.Clock.Advance(TimeSpan.FromHours(2));
        var began = stage.Clock.GetUtcNow();
        await RefusedAsync(stage, connection);
        Assert.Equal(0, await stage.QueryAsync(db => db.Incidents.CountAsync()));

        stage.Clock.Advance(TimeSpan.FromMinutes(61));
        await RefusedAsync(stage, connection);
        var open = await stage.QueryAsync(db => db.Incidents.AsNoTracking().SingleAsync());
        stage.Faults.Remove(outage);
        stage.Clock.Advance(TimeSpan.FromMinutes(31));
        await stage.TokenAsync(connection);

        var closed = await stage.QueryAsync(db => db.Incidents.AsNoTracking().SingleAsync());
        Assert.Equal((began, true, FailureOwner.Nobody), (open.Since, open.IsOpen, open.Owner));
        Assert.Equal(("It recovered by itself.", false), (closed.Outcome, closed.IsOpen));
        Assert.Equal(0, await stage.QueryAsync(db => db.Notices.CountAsync()));
    }

    [Fact]
    public async Task Trouble_that_turns_into_another_leaves_one_incident_open()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var id = await stage.ConnectAsync(Maria);
        await WithBookAsync(stage, id, (book, connection) => book.OpenAsync(connection, TokenFailure.Of(null, null, 503)));

        await WithBookAsync(stage, id, (book, connection) => book.OpenAsync(connection, TokenFailure.Of("invalid_grant", 50173, 400)));

        var incidents = await stage.QueryAsync(db => db.Incidents.AsNoTracking().OrderBy(incident => incident.Class).ToListAsync());
        Assert.Equal([(FailureClass.Transient, false), (FailureClass.NeedsReconnect, true)], incidents.Select(incident => (incident.Class, incident.IsOpen)));
    }

    [Fact]
    public async Task The_database_itself_lets_one_incident_of_a_connection_and_class_be_open()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var id = await stage.ConnectAsync(Maria);

        await Assert.ThrowsAsync<DbUpdateException>(() => stage.QueryAsync(async db =>
        {
            var connection = await db.Connections.SingleAsync(row => row.Id == id);
            db.Incidents.AddRange(Enumerable.Range(0, 2).Select(_ => Incident.Open(connection, TokenFailure.Of("invalid_grant", 50173, 400), 1, stage.Clock.GetUtcNow())));
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Nobody_is_told_that_it_works_again_when_the_login_was_disconnected()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var id = await stage.ConnectAsync(Maria);
        await WithBookAsync(stage, id, (book, connection) => book.OpenAsync(connection, TokenFailure.Of("invalid_grant", 50173, 400)));
        var told = await stage.QueryAsync(db => db.Notices.CountAsync());

        await WithBookAsync(stage, id, (book, connection) => book.DisconnectAsync(connection, new(default, "Anna", "anna@contoso.example")));

        Assert.Equal("The login was disconnected by Anna.", (await stage.QueryAsync(db => db.Incidents.AsNoTracking().SingleAsync())).Outcome);
        Assert.Equal((2, 2), (told, await stage.QueryAsync(db => db.Notices.CountAsync())));
    }

    private static Task<int> WithBookAsync(MicrosoftStage stage, Id<Connection> id, Func<IncidentBook, Connection, Task> work) => stage.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        await work(services.GetRequiredService<IncidentBook>(), await db.Connections.SingleAsync(connection => connection.Id == id));
        return await db.SaveChangesAsync();
    });

    private static Task<AdsApiException> RefusedAsync(MicrosoftStage stage, Id<Connection> connection) =>
        Assert.ThrowsAsync<AdsApiException>(() => stage.TokenAsync(connection));
}
