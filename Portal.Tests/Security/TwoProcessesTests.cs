using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Security;

/// <summary>Nothing that a page needs lies in the memory of the process that showed the page before.</summary>
public sealed class TwoProcessesTests
{
    [Fact]
    public async Task Somebody_who_is_answered_by_two_processes_in_turn_signs_in_connects_and_chooses_as_with_one()
    {
        await using var first = new MicrosoftApp();
        await first.InitializeAsync();
        await using var second = new AnotherProcess(first);
        await second.InitializeAsync();
        var organisation = await first.FoundAsync("in-turn");
        using var browser = new Browser(followRedirects: false, first.Address, second.Address);

        await browser.SignInAsync(organisation.Members[Role.Admin]);
        await browser.GetAsync($"/{organisation.Slug}/connections");
        await browser.SubmitAsync("Connect Microsoft Advertising");
        var back = await MicrosoftApp.AtMicrosoftAsync(browser.Answer.Headers.Location!, ("__user", "maria@northwind.example"));
        await browser.GetAsync(back);
        await browser.GetAsync(browser.Answer.Headers.Location!.OriginalString);
        await browser.SubmitAsync("Choose all 5");
        await browser.GetAsync(browser.Answer.Headers.Location!.OriginalString);
        await browser.SubmitAsync("Use the chosen accounts");

        Assert.Equal(HttpStatusCode.Redirect, browser.Status);
        await second.InTenantAsync(organisation.Id, async services =>
            Assert.Equal(5, await services.GetRequiredService<PortalDb>().AdsAccounts.CountAsync(account => account.IsChosen, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Whoever_is_removed_at_one_process_is_a_stranger_at_the_other_with_the_next_click()
    {
        await using var first = new MicrosoftApp();
        await first.InitializeAsync();
        await using var second = new AnotherProcess(first);
        await second.InitializeAsync();
        var organisation = await first.FoundAsync("removed");
        using var browser = new Browser(second.Address);
        await browser.SignInAsync(organisation.Members[Role.Viewer]);
        await browser.GetAsync($"/{organisation.Slug}");
        var before = browser.Status;

        await first.InTenantAsync(organisation.Id, async services =>
        {
            var (db, viewer) = (services.GetRequiredService<PortalDb>(), organisation.Members[Role.Viewer].Id);
            db.Memberships.Remove(await db.Memberships.SingleAsync(member => member.PersonId == viewer, TestContext.Current.CancellationToken));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        await browser.GetAsync($"/{organisation.Slug}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (before, browser.Status));
    }

    /// <summary>On the database, the clock and the emulator of another.</summary>
    private sealed class AnotherProcess : PortalApp
    {
        private readonly MicrosoftApp other;

        public AnotherProcess(MicrosoftApp other)
        {
            this.other = other;
            foreach (var (key, value) in other.Settings.Concat(other.Database.Settings))
            {
                Settings[key] = value;
            }
        }

        protected override TimeProvider Time => new SwiftClock(other.SharedClock);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Staging");
        }
    }
}
