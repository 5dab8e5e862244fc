using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Tests.Harness;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Jobs;

/// <summary>Microsoft ends a grant while nobody is at a browser.</summary>
public sealed class ReconnectTests(MicrosoftApp app) : IClassFixture<MicrosoftApp>
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_grant_that_Microsoft_ended_is_noticed_told_once_left_alone_and_healed_by_its_user()
    {
        using var visit = await Visit.StartAsync(app, "ended");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));
        await visit.ChooseAllAsync();
        app.Grants.Revoke(app.Directory.UserBy(Maria)!);
        app.SharedClock.Advance(TimeSpan.FromHours(2));

        await RefreshAsync(visit);

        var connection = await visit.WithDatabaseAsync(db => db.Connections.AsNoTracking().SingleAsync());
        Assert.Equal(ConnectionState.NeedsReconnect, connection.State);
        Assert.Contains("Sign in again", connection.Failure, StringComparison.Ordinal);
        await AssertToldOnceAsync(visit);

        var asked = app.Traffic.Requests;
        app.SharedClock.Advance(TimeSpan.FromHours(2));
        await RefreshAsync(visit);
        await GoOnWithRunAsync(visit);
        Assert.Empty((await StartSyncAsync(visit)).Accounts);
        Assert.Equal(asked, app.Traffic.Requests);
        await AssertToldOnceAsync(visit);

        await visit.StartAgainAsync("Reconnect");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));
        app.SharedClock.Advance(TimeSpan.FromHours(2));
        await RefreshAsync(visit);

        var healed = await visit.WithDatabaseAsync(db => db.Connections.AsNoTracking().SingleAsync());
        Assert.Equal((connection.Id, ConnectionState.Active, null), (healed.Id, healed.State, healed.Failure));
        var incident = await visit.WithDatabaseAsync(db => db.Incidents.AsNoTracking().SingleAsync());
        Assert.Equal("Reconnected by Admin of ended; 5 accounts sync again.", incident.Outcome);
        Assert.Single(await app.MailsToAsync(visit.Organisation.Members[Role.Owner].Email), mail => mail.Subject == $"It works again: {Maria}");
        var reconnected = await visit.WithDatabaseAsync(db => db.SyncRuns.AsNoTracking().SingleAsync(run => run.Trigger == SyncTrigger.Reconnect));
        Assert.Equal(5, await visit.WithDatabaseAsync(db => db.SyncSlices.Where(slice => slice.RunId == reconnected.Id).Select(slice => slice.AccountId).Distinct().CountAsync()));
    }

    /// <summary>What the first sync had left to do ends at once: without a login there is nobody to ask.</summary>
    private async Task GoOnWithRunAsync(Visit visit)
    {
        var left = await StartSyncAsync(visit);
        Assert.Equal(5, left.Accounts.Count);
        foreach (var account in left.Accounts)
        {
            await app.InTenantAsync(visit.Organisation.Id, async services =>
                Assert.Null(await services.GetRequiredService<SyncAccount>().RunAsync(left.Run, account, null, CancellationToken.None)));
        }
    }

    private async Task AssertToldOnceAsync(Visit visit)
    {
        foreach (var (role, person) in visit.Organisation.Members)
        {
            var mails = (await app.MailsToAsync(person.Email)).Count(mail => mail.Subject == $"Sign in again: {Maria}");
            Assert.Equal((role, role >= Role.Admin ? 1 : 0), (role, mails));
        }
    }

    private Task RefreshAsync(Visit visit) => app.InTenantAsync(
        visit.Organisation.Id,
        services => ActivatorUtilities.CreateInstance<RefreshConnections>(services).RunAsync(visit.Organisation.Id, CancellationToken.None));

    private async Task<StartedSync> StartSyncAsync(Visit visit)
    {
        StartedSync? started = null;
        await app.InTenantAsync(visit.Organisation.Id, async services =>
            started = await services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, CancellationToken.None));
        return started!;
    }
}
