using Hangfire;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Jobs;

namespace Portal.Demo;

/// <summary>
/// Connects a login the way a person does, but for the browser: the same attempt, redirect, code exchange and discovery. The stand-in
/// consents by itself when the address names one of its users.
/// </summary>
internal sealed class DemoConnection(HttpClient http, AuthorizeAttempts attempts, ConnectedLogins logins, PortalDb db, IBackgroundJobClient jobs)
{
    public async Task ConnectAsync(Person person, string login, CancellationToken ct)
    {
        var start = await attempts.BeginAsync(person, null, ct);
        using var answer = await http.GetAsync(new Uri(QueryHelpers.AddQueryString(start.Address.ToString(), "__user", login)), ct);
        var back = QueryHelpers.ParseQuery(answer.Headers.Location?.Query);
        if (await attempts.ConsumeAsync(back["state"].ToString(), ct) is not var (attempt, _))
        {
            throw new InvalidOperationException("The stand-in did not send the state back.");
        }

        var connected = await logins.ConnectAsync(attempt, new AuthorizationCode(back["code"].ToString()), person, ct);
        if (connected.IsRefused)
        {
            throw new InvalidOperationException(connected.Refusal.Sentence);
        }

        foreach (var account in await db.AdsAccounts.Where(account => account.Status == "Active").ToListAsync(ct))
        {
            account.Choose();
        }

        connected.Value.Connection.Activate();
        await db.SaveChangesAsync(ct);
        jobs.Enqueue<SyncTenant>(job => job.RunAsync(connected.Value.Connection.TenantId, SyncTrigger.FirstSync, null, CancellationToken.None));
    }
}
