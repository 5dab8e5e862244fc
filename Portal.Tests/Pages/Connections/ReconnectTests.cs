using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Jobs;
using Portal.Tests.Harness;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Pages.Connections;

/// <summary>Coming back to a connection: as its own user or another, with the same accounts or others.</summary>
public sealed class ReconnectTests(MicrosoftApp app) : IClassFixture<MicrosoftApp>
{
    private const string Maria = "maria@northwind.example";
    private const string Tomas = "tomas@fabrikam.example";
    private const string Clara = "clara@contoso.example";
    private const string Samir = "samir@contoso.example";
    private const string Paul = "paul@litware.example";

    [Fact]
    public async Task Another_user_is_named_and_nothing_changes_until_that_is_confirmed()
    {
        using var visit = await BrokenAsync("other-user", Maria);
        var before = await visit.StateAsync();

        await ComeBackAsync(visit, Tomas);

        Assert.Contains($"You signed in as {Tomas}; this login was {Maria}'s", WebUtility.HtmlDecode(visit.Browser.Html), StringComparison.Ordinal);
        Assert.Equal(before.ToString(), (await visit.StateAsync()).ToString());
        Assert.All(visit.Browser.Page.QuerySelectorAll("input[type=checkbox]"), box => Assert.False(box.HasAttribute("checked")));
        Assert.All(app.Traffic.Secrets, secret => Assert.DoesNotContain(secret.Value, visit.Browser.Html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_confirmed_user_takes_the_place_of_the_one_before_and_the_data_stay()
    {
        using var visit = await BrokenAsync("confirmed", Maria);
        var id = (await visit.StateAsync()).Connections[0].Id;
        await ComeBackAsync(visit, Tomas);
        var address = visit.Browser.At.PathAndQuery;

        await visit.Browser.SubmitAsync($"Use {Tomas} from now on", ("Form.Chosen", "182000021"));

        var connection = await visit.WithDatabaseAsync(db => db.Connections.SingleAsync());
        Assert.Equal((id, Tomas, ConnectionState.Active), (connection.Id, connection.UserName, connection.State));
        Assert.Equal([182000021], await ChosenAsync(visit));
        Assert.Equal(5, await visit.WithDatabaseAsync(db => db.AdsAccounts.CountAsync(account => account.SyncedAt != null)));
        Assert.Equal($"{Tomas} takes the place of {Maria}; accounts: 1 added, 5 no longer reached.", (await visit.LastAuditAsync()).Sentence);
        await visit.Browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, visit.Browser.Status);
    }

    [Fact]
    public async Task Who_leaves_it_as_it_was_keeps_the_connection_and_the_new_sign_in_is_erased()
    {
        using var visit = await BrokenAsync("left", Maria);
        var before = await visit.StateAsync();
        await ComeBackAsync(visit, Tomas);

        await visit.Browser.SubmitAsync("Leave everything as it was");

        Assert.Equal(before.ToString(), (await visit.StateAsync()).ToString());
        Assert.Equal(0, await visit.WithDatabaseAsync(db => db.PendingSignIns.CountAsync()));
    }

    [Fact]
    public async Task A_sign_in_waits_a_quarter_of_an_hour_for_its_word()
    {
        using var visit = await BrokenAsync("waited", Maria);
        await ComeBackAsync(visit, Tomas);

        app.SharedClock.Advance(PendingSignIn.Lifetime);
        await visit.Browser.GetAsync(visit.Browser.At.PathAndQuery);

        Assert.Equal(HttpStatusCode.NotFound, visit.Browser.Status);
    }

    [Fact]
    public async Task A_user_who_has_a_connection_already_does_not_get_a_second_one()
    {
        using var visit = await BrokenAsync("twice", Maria);
        await visit.StartAgainAsync("Connect another login");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Tomas));
        await visit.StartAgainAsync("Reconnect");

        await visit.ToldAsync(await visit.SignInAtMicrosoftAsync(Tomas), $"You signed in at Microsoft as {Tomas}, who is connected here already.", "Failed");
    }

    [Fact]
    public async Task New_accounts_are_offered_unticked_and_lost_ones_named_with_what_becomes_of_their_data()
    {
        using var visit = await BrokenAsync("compared", Clara);
        var clara = app.Directory.UserBy(Clara)!;
        app.Directory.Replace(clara with { Roles = [clara.Roles[0] with { AccountIds = [180000001, 180000002] }] });

        await ComeBackAsync(visit, Clara);
        var html = WebUtility.HtmlDecode(visit.Browser.Html);
        Assert.Contains("Contoso Boots UK", html, StringComparison.Ordinal);
        Assert.Contains("What was synced stays; it is no longer updated", html, StringComparison.Ordinal);
        Assert.Equal("180000002", Assert.Single(visit.Browser.Page.QuerySelectorAll("input[type=checkbox]")).GetAttribute("value"));

        await visit.Browser.SubmitAsync($"Reconnect {Clara}", ("Form.Chosen", "180000002"));
        app.Directory.Replace(clara);

        Assert.Equal([180000001, 180000002], await ChosenAsync(visit));
        Assert.Equal(ConnectionState.Active, (await visit.StateAsync()).Connections[0].State);
        Assert.Equal(3, (await visit.StateAsync()).Accounts);
    }

    [Fact]
    public async Task After_a_reconnect_no_account_says_any_more_that_somebody_must_sign_in()
    {
        using var visit = await BrokenAsync("said-before", Maria);
        await visit.WithDatabaseAsync(async db =>
        {
            (await db.AdsAccounts.ToListAsync()).ForEach(account => account.Fail("Sign in again to continue.", app.SharedClock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });

        await visit.StartAgainAsync("Reconnect");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));

        Assert.Equal(0, await visit.WithDatabaseAsync(db => db.AdsAccounts.CountAsync(account => account.Failure != null)));
    }

    [Fact]
    public async Task After_a_reconnect_the_days_since_the_last_good_sync_come_first()
    {
        using var visit = await BrokenAsync("gap", Maria);
        var synced = app.SharedClock.GetUtcNow();
        app.SharedClock.Advance(TimeSpan.FromDays(10));

        await visit.StartAgainAsync("Reconnect");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));

        var slices = await visit.WithDatabaseAsync(db => (
            from slice in db.SyncSlices
            join run in db.SyncRuns on slice.RunId equals run.Id
            where run.Trigger == SyncTrigger.Reconnect && slice.Kind == SliceKind.AccountReport
            orderby slice.Id
            select slice).ToListAsync());
        foreach (var account in slices.GroupBy(slice => slice.AccountId))
        {
            var zone = await visit.WithDatabaseAsync(db => db.AdsAccounts.Where(row => row.AccountId == account.Key).Select(row => row.TimeZone).SingleAsync());
            Assert.Equal(new Period(AccountTimeZone.Today(zone, synced), AccountTimeZone.Today(zone, app.SharedClock.GetUtcNow())), account.First().Period);
        }

        Assert.Equal(5, slices.Select(slice => slice.AccountId).Distinct().Count());
    }

    [Fact]
    public async Task When_a_login_breaks_its_accounts_are_read_through_another_that_reaches_them()
    {
        using var visit = await BrokenAsync("two-ways", Clara, isBroken: false);
        await visit.StartAgainAsync("Connect another login");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Samir));
        var before = await visit.WithDatabaseAsync(db => db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).Select(account => account.ConnectionId).Distinct().SingleAsync());
        app.Grants.Revoke(app.Directory.UserBy(Clara)!);
        app.SharedClock.Advance(TimeSpan.FromHours(2));
        await app.InTenantAsync(visit.Organisation.Id, services => ActivatorUtilities.CreateInstance<RefreshConnections>(services).RunAsync(visit.Organisation.Id, CancellationToken.None));

        await app.InTenantAsync(visit.Organisation.Id, async services =>
        {
            var started = await services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, CancellationToken.None);
            Assert.Equal(2, started.Accounts.Count);
            while (await services.GetRequiredService<SyncAccount>().RunAsync(started.Run, started.Accounts[0], null, CancellationToken.None) is { } next)
            {
                app.SharedClock.Advance(TimeSpan.FromTicks(Math.Max(0, (next - app.SharedClock.GetUtcNow()).Ticks)));
            }
        });

        var samirs = await visit.WithDatabaseAsync(db => db.Connections.SingleAsync(connection => connection.UserName == Samir));
        var account = await visit.WithDatabaseAsync(db => db.AdsAccounts.OrderBy(account => account.AccountId).FirstAsync(account => account.IsChosen));
        Assert.NotEqual(before, samirs.Id);
        Assert.Equal((samirs.Id, null, app.SharedClock.GetUtcNow().Date), (account.ConnectionId, account.Failure, account.SyncedAt?.Date));
        Assert.Contains(await visit.WithDatabaseAsync(db => db.AuditEntries.Select(entry => entry.Sentence).ToListAsync()), sentence => sentence == $"2 of the accounts that {Clara} read are read through {Samir} now.");
    }

    [Fact]
    public async Task Accounts_that_can_be_read_since_a_run_began_join_it()
    {
        using var visit = await Visit.StartAsync(app, "joined");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Paul));
        await ChooseAllAsync(visit);
        await visit.StartAgainAsync("Connect another login");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Clara));
        await ChooseAllAsync(visit);

        var run = await visit.WithDatabaseAsync(db => db.SyncRuns.SingleAsync());
        var accounts = await visit.WithDatabaseAsync(db => db.SyncSlices.Where(slice => slice.RunId == run.Id).Select(slice => slice.AccountId).Distinct().ToListAsync());
        Assert.Contains(new AdsId<AdsAccount>(180000001), accounts);
        Assert.Contains(new AdsId<AdsAccount>(182000001), accounts);
    }

    /// <summary>A login whose accounts are all chosen and were synced just now, and which Microsoft has ended since.</summary>
    private async Task<Visit> BrokenAsync(string slug, string login, bool isBroken = true)
    {
        var visit = await Visit.StartAsync(app, slug);
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(login));
        await ChooseAllAsync(visit);
        await visit.WithDatabaseAsync(async db =>
        {
            var now = app.SharedClock.GetUtcNow();
            (await db.AdsAccounts.ToListAsync()).ForEach(account => account.Synced(now));
            var run = await db.SyncRuns.SingleAsync();
            foreach (var slice in await db.SyncSlices.ToListAsync())
            {
                slice.Done(1, 0, 0, now);
            }

            foreach (var account in await db.AdsAccounts.ToListAsync())
            {
                var today = AccountTimeZone.Today(account.TimeZone, now);
                foreach (var report in Reports.All)
                {
                    var history = new ReportHistory(account.TenantId, account.AccountId, report);
                    history.Take(Period.Ending(today, report.FirstDays()), today, 1, TimeSpan.FromSeconds(1));
                    db.ReportHistories.Add(history);
                }
            }

            run.End(new(1, 0, 1, 1, 1, 1, 0, 0), now);
            return await db.SaveChangesAsync();
        });
        if (isBroken)
        {
            await visit.BreakAsync();
        }

        return visit;
    }

    private static async Task ComeBackAsync(Visit visit, string login)
    {
        await visit.StartAgainAsync("Reconnect");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(login));
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");
        Assert.Equal(HttpStatusCode.OK, visit.Browser.Status);
    }

    private static async Task ChooseAllAsync(Visit visit)
    {
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");
        var all = visit.Browser.Page.QuerySelectorAll("button").First(button => button.GetAttribute("value") == "all").TextContent;
        await visit.Browser.SubmitAsync(all);
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");
        await visit.Browser.SubmitAsync("Use the chosen accounts");
    }

    private static Task<List<long>> ChosenAsync(Visit visit) => visit.WithDatabaseAsync(async db =>
        (await db.AdsAccounts.Where(account => account.IsChosen).Select(account => account.AccountId).ToListAsync()).ConvertAll(id => id.Value).Order().ToList());
}
