using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Infrastructure.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Tests.Infrastructure.Incidents;

/// <summary>Files that would remove much, and who is told of them.</summary>
public sealed class HeldFilesTests
{
    private const string Login = "maria@northwind.example";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_held_file_is_one_incident_and_one_mail_to_admins_and_owners_however_often_it_is_looked_at()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await HoldAtMicrosoftAsync(stage, accounts[0]);

        await SyncAsync(stage, accounts[0]);
        var opened = Assert.Single(await IncidentsAsync(stage));
        stage.Clock.Advance(Hour);
        await SyncAsync(stage, accounts[0]);
        var downloads = stage.Log.Count("DownloadByAccountIds");
        stage.Clock.Advance(TimeSpan.FromDays(1));
        await SyncAsync(stage, accounts[0]);

        Assert.Equal(downloads + 1, stage.Log.Count("DownloadByAccountIds"));
        var incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((opened.Id, FailureClass.HeldBack, FailureOwner.Admins, 1, true), (incident.Id, incident.Class, incident.Owner, incident.Accounts, incident.IsOpen));
        Assert.Contains($"The latest file of {accounts[0].Name} ({accounts[0].Number}) would remove ", incident.What, StringComparison.Ordinal);
        Assert.Contains(" campaigns", incident.What, StringComparison.Ordinal);
        Assert.Contains("Nothing was removed", incident.What, StringComparison.Ordinal);
        Assert.Contains("23 November 2026", incident.What, StringComparison.Ordinal);
        Assert.Equal([accounts[0].AccountId], incident.HeldAccounts);
        var notices = await NoticesAsync(stage);
        Assert.Equal(await PeopleAsync(stage, Role.Admin, Role.Owner), notices.Select(notice => notice.PersonId).Order());
        Assert.All(notices, notice => Assert.Equal(($"A file is held back until you decide: {Login}", stage.Tenant.TenantId), (notice.Subject, notice.TenantId)));
        Assert.Contains(incident.What, notices[0].Text, StringComparison.Ordinal);
        Assert.Contains($"https://portal.example/contoso/sync/held/{accounts[0].AccountId}", notices[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_file_that_is_as_usual_ends_it_and_that_is_told()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await SyncAsync(stage, accounts[0]);
        stage.Clock.Advance(EntitySync.BetweenFull);
        var campaigns = stage.TreeOf(accounts[0]).Campaigns.Where(one => one is { IsDeleted: false, Type: "Search" }).Select(one => (Campaign: one, one.Status)).ToList();
        campaigns.ForEach(one => one.Campaign.Status = "Deleted");
        await SyncAsync(stage, accounts[0]);
        Assert.True(Assert.Single(await IncidentsAsync(stage)).IsOpen);

        campaigns.ForEach(one => one.Campaign.Status = one.Status);
        stage.Clock.Advance(TimeSpan.FromDays(1));
        await SyncAsync(stage, accounts[0]);

        var incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((false, $"A later file of {accounts[0].Name} ({accounts[0].Number}) was as usual and was taken in."), (incident.IsOpen, incident.Outcome));
        Assert.Equal(stage.Shown(accounts[0]), await stage.StoredAsync(accounts[0]));
        var told = (await NoticesAsync(stage)).Where(notice => notice.Subject == $"Nothing is held back any more: {Login}").ToList();
        Assert.Equal((2, 4), (told.Count, (await NoticesAsync(stage)).Count));
        Assert.All(told, notice => Assert.Contains(incident.Outcome!, notice.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_process_held_back_before_it_was_killed_is_told_once_when_the_run_is_taken_up()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await HoldAtMicrosoftAsync(stage, accounts[0]);
        var run = await stage.BeginAsync(accounts[0]);

        while (await StepAsync(stage, run) != SliceState.Held)
        {
            stage.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(await IncidentsAsync(stage));
        stage.Clock.Advance(TimeSpan.FromMinutes(20));
        var restarted = stage.AnotherProcess();
        for (var time = 0; time < 2; time++)
        {
            await stage.InTenantAsync(services => services.GetRequiredService<StalledAccounts>().TakeUpAsync(null, CancellationToken.None), restarted);
        }

        Assert.True(Assert.Single(await IncidentsAsync(stage)).IsOpen);
        Assert.Equal(2, (await NoticesAsync(stage)).Count);
        Assert.NotEqual(SyncRunState.Running, await stage.QueryAsync(db => db.SyncRuns.Where(one => one.Id == run).Select(one => one.State).SingleAsync()));
    }

    [Fact]
    public async Task A_run_whose_end_is_not_saved_tells_nothing_and_the_next_who_ends_it_does()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await HoldAsync(stage, accounts[0]);
        var run = await stage.BeginAsync(accounts[0]);
        await stage.QueryAsync(async db =>
        {
            (await db.SyncSlices.SingleAsync(slice => slice.RunId == run)).Hold("Held.", stage.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => stage.InTenantAsync(services =>
        {
            // What cannot be saved, so that all that is saved with it is not, either.
            services.GetRequiredService<PortalDb>().Add(new EntitySync(stage.Tenant.TenantId, new(404)));
            return services.GetRequiredService<RunEnd>().CloseAsync(run, CancellationToken.None);
        }));
        var before = ((await IncidentsAsync(stage)).Count, (await NoticesAsync(stage)).Count);
        Assert.True(await stage.InTenantAsync(services => services.GetRequiredService<RunEnd>().CloseAsync(run, CancellationToken.None)));

        Assert.Equal((0, 0), before);
        Assert.Equal((1, 2), ((await IncidentsAsync(stage)).Count, (await NoticesAsync(stage)).Count));
    }

    [Fact]
    public async Task The_files_of_many_accounts_are_one_incident_that_ends_with_the_last_and_says_what_became_of_each()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(accounts: 3);
        await using var _ = stage;
        await HoldAsync(stage, accounts[0], accounts[1]);
        await SettleAsync(stage);
        Assert.Equal(2, (await NoticesAsync(stage)).Count);
        Assert.Contains("https://portal.example/contoso/sync\n", (await NoticesAsync(stage))[0].Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // Nobody was told of the third.
        await HoldAsync(stage, accounts[2]);
        await SettleAsync(stage);
        await SettleAsync(stage);
        Assert.Equal((3, 4), (Assert.Single(await IncidentsAsync(stage)).Accounts, (await NoticesAsync(stage)).Count));

        await DecideAsync(stage, accounts[0], state => state.Approve(stage.Clock.GetUtcNow()), "The first was let pass by Anna.");
        await DecideAsync(stage, accounts[1], state => state.Discard(stage.Clock.GetUtcNow()), "The second was discarded by Otto.");
        var open = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((true, 1, "The first was let pass by Anna. The second was discarded by Otto."), (open.IsOpen, open.Accounts, open.Outcome));
        Assert.StartsWith($"The latest file of {accounts[2].Name} ", open.What, StringComparison.Ordinal);
        Assert.Equal(4, (await NoticesAsync(stage)).Count);

        await DecideAsync(stage, accounts[2], state => state.Approve(stage.Clock.GetUtcNow()), "The third as well.");
        var closed = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((false, $"{open.Outcome} The third as well."), (closed.IsOpen, closed.Outcome));
        Assert.Equal(6, (await NoticesAsync(stage)).Count);
    }

    [Fact]
    public async Task Leaving_the_account_out_ends_it_without_a_mail()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await HoldAsync(stage, accounts[0]);
        await SettleAsync(stage);
        await stage.QueryAsync(async db =>
        {
            (await db.AdsAccounts.SingleAsync()).Leave();
            return await db.SaveChangesAsync();
        });

        await SettleAsync(stage);

        var incident = Assert.Single(await IncidentsAsync(stage));
        Assert.Equal((false, $"{accounts[0].Name} ({accounts[0].Number}) is no longer read through this login."), (incident.IsOpen, incident.Outcome));
        Assert.Equal(2, (await NoticesAsync(stage)).Count);
    }

    [Fact]
    public async Task What_happens_to_the_login_neither_ends_it_nor_is_hidden_by_it_until_the_login_goes()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await HoldAsync(stage, accounts[0]);
        await SettleAsync(stage);
        var failure = TokenFailure.Of("invalid_grant", 50173, 400);
        var anna = new Person(default, "Anna", "anna@contoso.example");

        await WithBookAsync(stage, (book, login) => book.OpenAsync(login, failure));
        var both = (await IncidentsAsync(stage)).Count(incident => incident.IsOpen);
        await WithBookAsync(stage, (book, login) => book.RecoverAsync(login));
        await WithBookAsync(stage, (book, login) => book.ReconnectAsync(login, anna));
        var held = Assert.Single(await IncidentsAsync(stage), incident => incident.IsOpen);
        await WithBookAsync(stage, (book, login) => book.DisconnectAsync(login, anna));

        Assert.Equal((2, FailureClass.HeldBack), (both, held.Class));
        Assert.Equal("The login was disconnected by Anna.", (await IncidentsAsync(stage)).Single(incident => incident.Id == held.Id).Outcome);
    }

    [Fact]
    public async Task Those_who_look_at_the_same_moment_tell_it_once()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        await HoldAsync(stage, accounts[0]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SettleAsync(stage))));

        Assert.Single(await IncidentsAsync(stage));
        Assert.Equal(2, (await NoticesAsync(stage)).Count);
    }

    [Fact]
    public async Task Another_organisation_that_reads_the_same_account_hears_nothing_of_it()
    {
        var (stage, accounts) = await SyncStage.OpenAsync();
        await using var _ = stage;
        var other = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");
        Assert.Equal(accounts[0].AccountId, Assert.Single(await stage.ChooseAsync(1, other)).AccountId);
        await HoldAsync(stage, accounts[0]);

        await SettleAsync(stage);
        await SettleAsync(stage, other);

        Assert.Empty(await stage.InTenantAsync(services => services.GetRequiredService<PortalDb>().Incidents.ToListAsync(), tenant: other));
        Assert.Equal(await PeopleAsync(stage, Role.Admin, Role.Owner), (await NoticesAsync(stage)).Select(notice => notice.PersonId).Order());
    }

    /// <summary>A first sync, and then somebody removes the greater part of the account at Microsoft.</summary>
    private static async Task HoldAtMicrosoftAsync(MicrosoftStage stage, AdsAccount account)
    {
        await SyncAsync(stage, account);
        stage.Clock.Advance(Hour);
        var campaigns = stage.TreeOf(account).Campaigns.Where(one => one is { IsDeleted: false, Type: "Search" }).Select(one => $"{one.Id}").ToArray();
        await stage.AtMicrosoftAsync(account, "DELETE", "Campaigns", new { AccountId = account.AccountId.ToString(), CampaignIds = campaigns });
    }

    /// <summary>As a sync leaves it that held the file back.</summary>
    private static Task<int> HoldAsync(MicrosoftStage stage, params AdsAccount[] accounts) => stage.QueryAsync(async db =>
    {
        foreach (var account in accounts)
        {
            var state = db.EntitySyncs.Add(new EntitySync(stage.Tenant.TenantId, account.AccountId)).Entity;
            state.Hold(new HeldBack([new(EntityKind.Keyword, 100, 60, ["red shoes"])]).Write(), stage.Clock.GetUtcNow());
        }

        return await db.SaveChangesAsync();
    });

    private static async Task SyncAsync(MicrosoftStage stage, AdsAccount account) => await stage.CarryAsync(await stage.BeginAsync(account), account.AccountId);

    /// <summary>One step of the run's only slice, and nothing of what follows it.</summary>
    private static Task<SliceState> StepAsync(MicrosoftStage stage, Id<SyncRun> run) => stage.InTenantAsync(async services =>
    {
        var slice = await services.GetRequiredService<PortalDb>().SyncSlices.SingleAsync(one => one.RunId == run);
        await services.GetRequiredService<SliceSteps>().AdvanceAsync(slice, CancellationToken.None);
        return slice.State;
    });

    private static Task<bool> SettleAsync(MicrosoftStage stage, PortalTenant? tenant = null) => stage.InTenantAsync(
        async services =>
        {
            await services.GetRequiredService<HeldFiles>().SettleAsync(CancellationToken.None);
            return true;
        },
        tenant: tenant);

    private static Task<int> DecideAsync(MicrosoftStage stage, AdsAccount account, Func<EntitySync, Result<DateTimeOffset>> decide, string how) => stage.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        Assert.False(decide(await db.EntitySyncs.SingleAsync(state => state.AccountId == account.AccountId)).IsRefused);
        await services.GetRequiredService<HeldFiles>().DecidedAsync(account.AccountId, how, CancellationToken.None);
        return await db.SaveChangesAsync();
    });

    private static Task<int> WithBookAsync(MicrosoftStage stage, Func<IncidentBook, Connection, Task> work) => stage.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDb>();
        await work(services.GetRequiredService<IncidentBook>(), await db.Connections.SingleAsync());
        return await db.SaveChangesAsync();
    });

    private static Task<List<Incident>> IncidentsAsync(MicrosoftStage stage) => stage.QueryAsync(db => db.Incidents.AsNoTracking().ToListAsync());

    private static Task<List<Notice>> NoticesAsync(MicrosoftStage stage) => stage.QueryAsync(db => db.Notices.AsNoTracking().OrderBy(notice => notice.Id).ToListAsync());

    private static Task<List<Id<Person>>> PeopleAsync(MicrosoftStage stage, params Role[] roles) =>
        stage.QueryAsync(async db => (await db.Memberships.Where(member => roles.Contains(member.Role)).Select(member => member.PersonId).ToListAsync()).Order().ToList());
}
