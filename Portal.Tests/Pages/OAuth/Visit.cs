using System.Net;
using Hangfire;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.OAuth;

/// <summary>An admin on the way to Microsoft and back.</summary>
internal sealed class Visit : IDisposable
{
    private readonly MicrosoftApp app;

    private Visit(MicrosoftApp app, Organisation organisation, Browser browser) => (this.app, Organisation, Browser) = (app, organisation, browser);

    public Organisation Organisation { get; }

    public Browser Browser { get; }

    /// <summary>Where the portal sent the browser.</summary>
    public Uri Authorize { get; private set; } = new("about:blank");

    public string State => QueryHelpers.ParseQuery(Authorize.Query)["state"].ToString();

    public static async Task<Visit> StartAsync(MicrosoftApp app, string slug)
    {
        var organisation = await app.FoundAsync(slug);
        var visit = new Visit(app, organisation, await app.SignedInAsync(organisation.Members[Role.Admin]));
        await visit.StartAgainAsync("Connect Microsoft Advertising");
        return visit;
    }

    /// <summary>Presses a button that leads to Microsoft.</summary>
    public async Task StartAgainAsync(string button)
    {
        await Browser.GetAsync($"/{Organisation.Slug}/connections");
        await Browser.SubmitAsync(button);
        Assert.Equal(HttpStatusCode.Redirect, Browser.Status);
        Authorize = Browser.Answer.Headers.Location ?? Authorize;
    }

    public Task<string> SignInAtMicrosoftAsync(string userName) => MicrosoftApp.AtMicrosoftAsync(Authorize, ("__user", userName));

    /// <summary>A second later, so that what is audited has an order.</summary>
    public async Task ReturnAsync(string back)
    {
        app.SharedClock.Advance(TimeSpan.FromSeconds(1));
        await Browser.GetAsync(back);
        Assert.True(Browser.Status == HttpStatusCode.Redirect, $"{Browser.Status} {Browser.Page.Title}: {string.Join('\n', app.Logs.Lines.TakeLast(1))}");
    }

    /// <summary>The return is none that could be answered: status 400.</summary>
    public Task RefusedAsync(string back, string sentence, Browser? by = null, bool isAudited = true) =>
        NothingAsync(by ?? Browser, back, sentence, HttpStatusCode.BadRequest, isAudited ? "Refused" : null);

    /// <summary>The return is in order, but brought no connection.</summary>
    public Task ToldAsync(string back, string sentence, string verb) => NothingAsync(Browser, back, sentence, HttpStatusCode.OK, verb);

    public async Task ChooseAllAsync()
    {
        await Browser.GetAsync(Browser.Answer.Headers.Location?.OriginalString ?? "");
        await Browser.SubmitAsync("Choose all 5");
        await Browser.GetAsync(Browser.Answer.Headers.Location?.OriginalString ?? "");
        await Browser.SubmitAsync("Use the chosen accounts");
    }

    /// <summary>As if Microsoft had ended the grant.</summary>
    public Task<int> BreakAsync() => WithDatabaseAsync(async db =>
    {
        (await db.Connections.SingleAsync()).RequireReconnect("It has ended.", "invalid_grant", app.SharedClock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    /// <summary>All that a return from Microsoft could change in the organisation.</summary>
    public Task<Holdings> StateAsync() => WithDatabaseAsync(async db => new Holdings(
        (await db.Connections.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).ConvertAll(row => (row.Id, row.State)),
        await db.AdsAccounts.CountAsync(),
        await db.AdsAccounts.CountAsync(account => account.IsChosen),
        await db.Grants.SumAsync(grant => grant.Generation),
        app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().EnqueuedCount("default")));

    public Task<(string Verb, AuditOutcome Outcome, string Sentence)> LastAuditAsync() => WithDatabaseAsync(async db =>
    {
        var entry = (await db.AuditEntries.AsNoTracking().ToListAsync()).MaxBy(entry => (entry.At, entry.Id.ToString())) ?? throw new InvalidOperationException("Nothing was audited.");
        return (entry.Verb, entry.Outcome, entry.Sentence);
    });

    public async Task<T> WithDatabaseAsync<T>(Func<PortalDb, Task<T>> work)
    {
        var result = default(T);
        await app.InTenantAsync(Organisation.Id, async services => result = await work(services.GetRequiredService<PortalDb>()));
        return result!;
    }

    public void Dispose() => Browser.Dispose();

    private async Task NothingAsync(Browser browser, string back, string sentence, HttpStatusCode status, string? verb)
    {
        app.SharedClock.Advance(TimeSpan.FromSeconds(1));
        var (before, audited) = (await StateAsync(), await AuditedAsync());

        await browser.GetAsync(back);

        Assert.Equal(status, browser.Status);
        Assert.Contains(sentence, WebUtility.HtmlDecode(browser.Html), StringComparison.Ordinal);
        Assert.Equal(before.ToString(), (await StateAsync()).ToString());
        Assert.Equal(audited + (verb is null ? 0 : 1), await AuditedAsync());
        if (verb is not null)
        {
            var entry = await LastAuditAsync();
            Assert.Equal((verb, AuditOutcome.Refused), (entry.Verb, entry.Outcome));
            Assert.Contains(sentence, entry.Sentence, StringComparison.Ordinal);
        }
    }

    private Task<int> AuditedAsync() => WithDatabaseAsync(db => db.AuditEntries.CountAsync());

    /// <summary>What an organisation has, as far as connecting goes.</summary>
    internal sealed record Holdings(IReadOnlyList<(Id<Connection> Id, ConnectionState State)> Connections, int Accounts, int Chosen, long Generations, long Jobs)
    {
        public override string ToString() => $"{string.Join(',', Connections)} {Accounts} {Chosen} {Generations} {Jobs}";
    }
}
