using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;
using Portal.Tests.Harness;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Pages.Sync;

/// <summary>A file that would remove much, from the sync that holds it back to the one that applies it.</summary>
public sealed class HeldPageTests(MicrosoftApp app) : IClassFixture<MicrosoftApp>
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task An_admin_is_told_once_finds_the_way_from_the_overview_lets_it_pass_and_is_told_what_was_decided()
    {
        using var visit = await Visit.StartAsync(app, "held-flow");
        var account = await ConnectAsync(visit, 0);
        await SyncAsync(visit, account);
        await DeleteMostAsync(visit, account);
        var before = await CampaignsAsync(visit);

        await SyncAsync(visit, account);
        await SyncAsync(visit, account);

        Assert.Equal(before, await CampaignsAsync(visit));
        await AssertMailsAsync(visit, $"A file is held back until you decide: {Maria}");
        using var admin = await SignedInAsync(visit, Role.Admin);
        await admin.GetAsync("/held-flow");
        Assert.Contains("Nothing was removed", admin.Page.QuerySelector(".notice")?.TextContent, StringComparison.Ordinal);
        await admin.GetAsync(admin.Page.QuerySelector(".notice a")?.GetAttribute("href") ?? "");
        var facts = admin.Page.QuerySelector(".incident dl")?.TextContent ?? "";
        Assert.Contains($"The latest file of {account.Name} ({account.Number}) would remove ", facts, StringComparison.Ordinal);
        Assert.Contains("an admin or owner of yours", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("What Microsoft said", admin.Html, StringComparison.Ordinal);
        await admin.GetAsync(admin.Page.QuerySelector(".incident a.btn")?.GetAttribute("href") ?? "");
        Assert.Equal($"/held-flow/sync/held/{account.AccountId}", admin.At.AbsolutePath);

        await admin.SubmitAsync("Apply");

        await admin.GetAsync("/held-flow/incidents");
        Assert.Empty(admin.Page.QuerySelectorAll(".incident"));
        Assert.Contains($"The held file of {account.Name} ({account.Number}) was let pass by Admin of held-flow.", admin.Page.QuerySelector("table")?.TextContent, StringComparison.Ordinal);
        await AssertMailsAsync(visit, $"A file is held back until you decide: {Maria}", $"Nothing is held back any more: {Maria}");
        await SyncAsync(visit, account);
        Assert.True(await CampaignsAsync(visit) < before);
        await AssertMailsAsync(visit, $"A file is held back until you decide: {Maria}", $"Nothing is held back any more: {Maria}");
        var mails = await app.MailsToAsync(visit.Organisation.Members[Role.Owner].Email);
        Assert.Contains(mails, mail => mail.Text.Contains("was let pass by Admin of held-flow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_discarded_file_is_over_and_one_that_lacks_as_much_after_it_is_told_anew()
    {
        using var visit = await Visit.StartAsync(app, "held-twice");
        var account = await ConnectAsync(visit, 1);
        await SyncAsync(visit, account);
        await DeleteMostAsync(visit, account);
        await SyncAsync(visit, account);
        using var admin = await SignedInAsync(visit, Role.Admin);
        using var viewer = await SignedInAsync(visit, Role.Viewer);
        await viewer.GetAsync("/held-twice/incidents");
        Assert.NotNull(viewer.Page.QuerySelector(".incident"));
        Assert.Null(viewer.Page.QuerySelector(".incident a.btn"));

        await admin.GetAsync($"/held-twice/sync/held/{account.AccountId}");
        await admin.SubmitAsync("Discard");
        var outcome = await visit.WithDatabaseAsync(db => db.Incidents.AsNoTracking().Select(incident => incident.Outcome).SingleAsync());
        await SyncAsync(visit, account);

        Assert.Contains("was discarded by Admin of held-twice.", outcome, StringComparison.Ordinal);
        Assert.Equal([false, true], await visit.WithDatabaseAsync(db => db.Incidents.AsNoTracking().OrderBy(incident => incident.OpenedAt).Select(incident => incident.ClosedAt == null).ToListAsync()));
        const string Held = $"A file is held back until you decide: {Maria}";
        await AssertMailsAsync(visit, Held, Held, $"Nothing is held back any more: {Maria}");
    }

    /// <summary>To admins and owners, and to nobody else: the admin connected the login, but might have been anybody.</summary>
    private async Task AssertMailsAsync(Visit visit, params string[] subjects)
    {
        foreach (var (role, person) in visit.Organisation.Members)
        {
            var told = (await app.MailsToAsync(person.Email)).Select(mail => mail.Subject).Order(StringComparer.Ordinal);
            Assert.Equal(role >= Role.Admin ? subjects : [], told);
        }
    }

    private async Task<Browser> SignedInAsync(Visit visit, Role role)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(visit.Organisation.Members[role]);
        return browser;
    }

    /// <summary>One account of the login; each test has its own, as they share what happens at Microsoft.</summary>
    private static async Task<AdsAccount> ConnectAsync(Visit visit, int number)
    {
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");
        var account = visit.Browser.Page.QuerySelectorAll("input[name='Form.Chosen']")[number].GetAttribute("value") ?? "";
        await visit.Browser.SubmitAsync("Use the chosen accounts", ("Form.Chosen", account));
        return await visit.WithDatabaseAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync(one => one.IsChosen));
    }

    /// <summary>What somebody does at Microsoft who throws most of an account away; the next file tells everything.</summary>
    private async Task DeleteMostAsync(Visit visit, AdsAccount account)
    {
        foreach (var campaign in app.Campaigns.Of(app.Directory.AccountBy(account.AccountId.Value)!).Campaigns.Where(campaign => campaign is { IsDeleted: false, Type: "Search" }).ToList())
        {
            campaign.Status = "Deleted";
        }

        await visit.WithDatabaseAsync(async db =>
        {
            (await db.EntitySyncs.SingleAsync()).RequireFull();
            return await db.SaveChangesAsync();
        });
    }

    private static Task<int> CampaignsAsync(Visit visit) => visit.WithDatabaseAsync(db => db.Campaigns.CountAsync(campaign => campaign.RemovedAt == null));

    /// <summary>Carries the run under way, or a new one an hour later, to its end; of its parts the campaigns only, as reports are not what this is about.</summary>
    private async Task SyncAsync(Visit visit, AdsAccount account)
    {
        var run = await visit.WithDatabaseAsync(db => db.SyncRuns.Where(one => one.State == SyncRunState.Running).Select(one => one.Id).FirstOrDefaultAsync());
        if (run == default)
        {
            app.SharedClock.Advance(TimeSpan.FromHours(1));
            await app.InTenantAsync(visit.Organisation.Id, async services => run = (await services.GetRequiredService<StartSync>().RunAsync(SyncTrigger.Schedule, null, CancellationToken.None)).Run);
        }

        await visit.WithDatabaseAsync(db => db.SyncSlices.Where(slice => slice.RunId == run && slice.Kind != SliceKind.Entities).ExecuteDeleteAsync());
        var next = (DateTimeOffset?)app.SharedClock.GetUtcNow();
        while (next is { } at)
        {
            app.SharedClock.Advance(TimeSpan.FromTicks(Math.Max(0, (at - app.SharedClock.GetUtcNow()).Ticks)));
            await app.InTenantAsync(visit.Organisation.Id, async turn => next = await turn.GetRequiredService<SyncAccount>().RunAsync(run, account.AccountId, null, CancellationToken.None));
        }
    }
}
