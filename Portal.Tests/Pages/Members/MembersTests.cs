using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Members;

public sealed class MembersTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task An_owner_changes_a_role_and_it_is_in_the_audit_log()
    {
        var org = await app.FoundAsync("mem-role");
        using var browser = await OpenAsync(org, Role.Owner, org.Members[Role.Viewer]);

        await browser.SubmitAsync("Save the role", ("Input.Role", "Admin"));

        Assert.Contains("Viewer of mem-role is now Admin", browser.Html, StringComparison.Ordinal);
        Assert.Equal(Role.Admin, await RoleAsync(org, org.Members[Role.Viewer]));
        await app.InTenantAsync(org.Id, async services =>
        {
            var entry = await services.GetRequiredService<PortalDb>().AuditEntries.SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal("Owner of mem-role changed the role of Viewer of mem-role from Viewer to Admin", entry.Sentence);
        });
    }

    [Fact]
    public async Task Nobody_gives_or_takes_a_role_above_their_own()
    {
        var org = await app.FoundAsync("mem-above");
        using var browser = await OpenAsync(org, Role.Admin, org.Members[Role.Viewer]);

        await browser.SubmitAsync("Save the role", ("Input.Role", "Owner"));
        Assert.Contains("roles up to your own", browser.Html, StringComparison.Ordinal);
        await browser.GetAsync($"/mem-above/members/edit/{org.Members[Role.Owner].Id}");
        await browser.SubmitAsync("Remove");
        Assert.Contains("not above your own", browser.Html, StringComparison.Ordinal);

        Assert.Equal(Role.Viewer, await RoleAsync(org, org.Members[Role.Viewer]));
        Assert.Equal(Role.Owner, await RoleAsync(org, org.Members[Role.Owner]));
    }

    [Fact]
    public async Task Somebody_removed_sees_nothing_any_more()
    {
        var org = await app.FoundAsync("mem-gone");
        using var gone = new Browser(app.Address);
        await gone.SignInAsync(org.Members[Role.Analyst]);
        using var browser = await OpenAsync(org, Role.Admin, org.Members[Role.Analyst]);

        await browser.SubmitAsync("Remove");
        await gone.GetAsync("/mem-gone/members");

        Assert.Contains("is no longer a member", browser.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
    }

    [Fact]
    public async Task The_last_owner_stays_and_keeps_the_role()
    {
        var org = await app.FoundAsync("mem-last");
        var owner = org.Members[Role.Owner];
        using var browser = await OpenAsync(org, Role.Owner, owner);

        await browser.SubmitAsync("Save the role", ("Input.Role", "Viewer"));
        Assert.Contains("keeps at least one owner", browser.Html, StringComparison.Ordinal);
        await browser.GetAsync("/mem-last/members/leave");
        await browser.SubmitAsync("Leave");

        Assert.Contains("last owner cannot leave", browser.Html, StringComparison.Ordinal);
        Assert.Equal(Role.Owner, await RoleAsync(org, owner));
    }

    [Fact]
    public async Task A_viewer_may_leave_and_may_not_open_what_is_for_admins()
    {
        var org = await app.FoundAsync("mem-leave");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[Role.Viewer]);
        await browser.GetAsync("/mem-leave/members/invite");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);

        await browser.GetAsync("/mem-leave/members/leave");
        await browser.SubmitAsync("Leave");

        Assert.Contains("You left Org mem-leave", browser.Html, StringComparison.Ordinal);
        Assert.Null(await RoleAsync(org, org.Members[Role.Viewer]));
    }

    [Theory]
    [InlineData("members")]
    [InlineData("members/invite")]
    [InlineData("settings")]
    [InlineData("audit")]
    public async Task Another_organisations_pages_are_not_there(string page)
    {
        var mine = await app.FoundAsync($"mem-a-{page.Replace('/', '-')}");
        var theirs = await app.FoundAsync($"mem-b-{page.Replace('/', '-')}");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(mine.Members[Role.Owner]);

        await browser.GetAsync($"/{theirs.Slug}/{page}");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.DoesNotContain(theirs.Slug, browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_another_organisation_cannot_be_edited_through_ones_own()
    {
        var mine = await app.FoundAsync("mem-own");
        var theirs = await app.FoundAsync("mem-other");
        using var browser = await OpenAsync(mine, Role.Owner, theirs.Members[Role.Viewer]);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_form_of_one_organisation_is_refused_in_another_of_the_same_person()
    {
        var one = await app.FoundAsync("mem-one");
        var owner = one.Members[Role.Owner];
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(owner);
        await browser.GetAsync("/account/found-organisation");
        await browser.SubmitAsync("Found it", ("Input.Name", "Two"), ("Input.Slug", "mem-two"));
        await browser.GetAsync("/mem-one/members/invite");

        await browser.PostToAsync("Send the invitation", "/mem-two/members/invite", ("Input.Email", "crossed@mem.example"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Empty(await app.MailsToAsync("crossed@mem.example"));
    }

    private async Task<Browser> OpenAsync(Organisation org, Role by, Person whom)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[by]);
        return await browser.GetAsync($"/{org.Slug}/members/edit/{whom.Id}");
    }

    private async Task<Role?> RoleAsync(Organisation org, Person person)
    {
        Role? role = null;
        await app.InTenantAsync(org.Id, async services => role = (await services.GetRequiredService<PortalDb>().Memberships
            .FirstOrDefaultAsync(row => row.PersonId == person.Id, TestContext.Current.CancellationToken))?.Role);
        return role;
    }
}
