using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Domain.Views;
using Portal.Infrastructure.Database;
using Portal.Pages.Tenant.Entities;
using Portal.Pages.Tenant.Views;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Views;

public sealed class SavedViewPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    public static TheoryData<string> Lists => ["campaigns", "performance/devices", "performance/shares", "accounts"];

    public static TheoryData<string> Kinds => [.. EntityShelves.All.Select(shelf => shelf.Key)];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_view_of_each_page_keeps_what_is_chosen_and_opens_it_again(string list)
    {
        var org = await WithDataAsync($"views-{list.Replace('/', '-')}");
        using var browser = await SignedInAsync(org, Role.Viewer);
        await browser.GetAsync($"/{org.Slug}/{list}?range=7&q=Brand&evil=1&page=1");

        await browser.SubmitAsync("Save", ("Input.Name", "Last week"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("Last week", Text(browser.Page.QuerySelector(".views summary")!));
        await browser.GetAsync($"/{org.Slug}/{list}");
        Assert.Equal("Views", Text(browser.Page.QuerySelector(".views summary")!));
        var link = browser.Page.QuerySelectorAll(".views nav a").Single(one => Text(one) == "Last week").GetAttribute("href")!;
        Assert.StartsWith($"/{org.Slug}/{list}?", link, StringComparison.Ordinal);
        Assert.Contains("range=7", link, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", link, StringComparison.Ordinal);
        await browser.GetAsync(link);
        Assert.Equal("7", browser.Page.QuerySelector("select[name=range] option[selected]")!.GetAttribute("value"));
        Assert.Equal("Last week", Text(browser.Page.QuerySelector(".views summary")!));
    }

    [Fact]
    public async Task A_view_of_the_changes_keeps_the_kind_and_the_days()
    {
        var org = await WithDataAsync("views-changes");
        using var browser = await SignedInAsync(org, Role.Viewer);
        await browser.GetAsync("/views-changes/changes?kind=campaign&from=2026-11-01&page=3");

        await browser.SubmitAsync("Save", ("Input.Name", "Since November"));

        Assert.Equal("kind=Campaign&from=2026-11-01", Assert.Single(await ViewsAsync(org)).Query);
        Assert.Equal("Since November", Text(browser.Page.QuerySelector(".views summary")!));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_view_of_each_kind_in_the_library_keeps_what_is_chosen_and_opens_it_again(string kind)
    {
        var org = await WithDataAsync($"views-of-{kind}");
        using var browser = await SignedInAsync(org, Role.Viewer);
        await browser.GetAsync($"/{org.Slug}/entities/{kind}?q=Brand&state=removed&evil=1&page=2");

        await browser.SubmitAsync("Save", ("Input.Name", "Gone"));

        Assert.Equal($"library-{kind} q=Brand&state=removed", Assert.Single((await ViewsAsync(org)).Select(view => $"{view.Page} {view.Query}")));
        Assert.Equal("Gone", Text(browser.Page.QuerySelector(".views summary")!));
        await browser.GetAsync($"/{org.Slug}/entities/{kind}");
        var link = browser.Page.QuerySelectorAll(".views nav a").Single(one => Text(one) == "Gone").GetAttribute("href")!;
        Assert.StartsWith($"/{org.Slug}/entities/{kind}?q=Brand&state=removed&view=", link, StringComparison.Ordinal);
        await browser.GetAsync(link);
        Assert.Equal("removed", browser.Page.QuerySelector("select[name=state] option[selected]")!.GetAttribute("value"));
        await browser.GetAsync($"/{org.Slug}/views");
        Assert.Equal(link, browser.Page.QuerySelector("tbody th a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("negative-keywords", "q=12&account=3&type=Exact&state=all&level=AdGroup&of=21&sort=type&order=desc")]
    [InlineData("extensions", "status=Active&sort=changed&order=asc")]
    [InlineData("labels", "sort=account")]
    public void Everything_that_can_be_chosen_in_the_library_is_said_in_one_way(string kind, string said)
    {
        var page = DataPage.Find($"library-{kind}")!;

        Assert.Equal(said, page.Said(said));
        Assert.Equal(said, page.Said($"?page=7&{string.Join('&', said.Split('&').Reverse())}"));
        Assert.Equal("", page.Said("q=&account=none&type=&status=&state=there&level=9&of=-1&sort=name&order=asc&page=3&view=none"));
    }

    [Fact]
    public async Task The_library_begins_with_a_shared_view_for_whom_wants_it_and_the_figures_of_the_same_name_know_nothing_of_it()
    {
        var org = await WithDataAsync("views-library");
        using var analyst = await SignedInAsync(org, Role.Analyst);
        await analyst.GetAsync("/views-library/entities/audiences?state=all");
        await analyst.SubmitAsync("Save", ("Input.Name", "Ever"), ("Input.Shared", "true"));
        var view = Assert.Single(await ViewsAsync(org));
        using var viewer = await SignedInAsync(org, Role.Viewer);
        await viewer.GetAsync($"/views-library/views/change/{view.Id}");

        await viewer.SubmitAsync("Begin with this view");

        Assert.Contains("Audiences in the library begins with “Ever” for you.", viewer.Page.Body!.TextContent, StringComparison.Ordinal);
        await viewer.GetAsync("/views-library/entities/audiences");
        Assert.Equal("all", State(viewer));
        await viewer.GetAsync(viewer.Page.QuerySelectorAll(".filters a").Single(link => Text(link) == "Clear").GetAttribute("href")!);
        Assert.Equal("", State(viewer));
        await viewer.GetAsync("/views-library/entities/labels");
        Assert.Equal("", State(viewer));
        Assert.Equal(["Standard"], viewer.Page.QuerySelectorAll(".views nav a").Select(Text));
        await viewer.GetAsync("/views-library/performance/audiences");
        Assert.Equal(["Standard"], viewer.Page.QuerySelectorAll(".views nav a").Select(Text));
        await analyst.GetAsync("/views-library/entities/audiences");
        Assert.Equal("", State(analyst));

        static string? State(Browser browser) => browser.Page.QuerySelector("select[name=state] option[selected]")?.GetAttribute("value") ?? "";
    }

    [Fact]
    public async Task Own_views_are_seen_by_nobody_else_and_shared_ones_by_all()
    {
        var org = await WithDataAsync("views-seen");
        using var analyst = await SignedInAsync(org, Role.Analyst);
        await analyst.GetAsync("/views-seen/campaigns?range=14");
        await analyst.SubmitAsync("Save", ("Input.Name", "Mine"));
        await analyst.GetAsync("/views-seen/campaigns?range=31");
        await analyst.SubmitAsync("Save", ("Input.Name", "Ours"), ("Input.Shared", "true"));
        using var viewer = await SignedInAsync(org, Role.Viewer);

        await viewer.GetAsync("/views-seen/campaigns");
        Assert.Equal(["Standard", "Ours"], viewer.Page.QuerySelectorAll(".views nav a").Select(Text));
        Assert.Null(viewer.Page.QuerySelector(".views input[name='Input.Shared']"));
        await viewer.GetAsync("/views-seen/views");
        Assert.DoesNotContain("Mine", viewer.Html, StringComparison.Ordinal);
        Assert.Contains("Shared by Analyst", viewer.Html, StringComparison.Ordinal);

        foreach (var view in await ViewsAsync(org))
        {
            await viewer.PostAsync($"/views-seen/views/change/{view.Id}?handler=Delete", viewer.FormToken);
            await viewer.PostAsync($"/views-seen/views/change/{view.Id}?handler=Overwrite", viewer.FormToken, ("query", "range=7"));
            await viewer.PostAsync($"/views-seen/views/change/{view.Id}", viewer.FormToken, ("Input.Name", "Taken"));
        }

        Assert.Equal(["Mine range=14", "Ours range=31"], (await ViewsAsync(org)).Select(view => $"{view.Name} {view.Query}"));
    }

    [Fact]
    public async Task What_differs_from_an_opened_view_is_saved_into_it_or_undone()
    {
        var org = await WithDataAsync("views-differ");
        using var browser = await SignedInAsync(org, Role.Admin);
        await browser.GetAsync("/views-differ/performance/devices?range=14");
        await browser.SubmitAsync("Save", ("Input.Name", "Devices"));
        var view = Assert.Single(await ViewsAsync(org));

        await browser.GetAsync($"/views-differ/performance/devices?range=31&view={view.Id}");
        Assert.Contains("changed", Text(browser.Page.QuerySelector(".views summary")!), StringComparison.Ordinal);
        Assert.Contains("range=14", browser.Page.QuerySelectorAll(".views a").Single(link => Text(link) == "Undo them").GetAttribute("href")!, StringComparison.Ordinal);
        await browser.SubmitAsync("Save the changes");

        Assert.Equal("range=31", Assert.Single(await ViewsAsync(org)).Query);
        Assert.Equal("Devices", Text(browser.Page.QuerySelector(".views summary")!));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_what_was_typed_and_chosen_stays()
    {
        var org = await WithDataAsync("views-taken");
        using var browser = await SignedInAsync(org, Role.Admin);
        await browser.GetAsync("/views-taken/campaigns?range=14");
        await browser.SubmitAsync("Save", ("Input.Name", "Brand"));
        await browser.GetAsync("/views-taken/campaigns?range=31");

        await browser.SubmitAsync("Save", ("Input.Name", "brand"));

        Assert.Contains("You have a view named “brand” for this page already", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("brand", browser.Page.QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));
        await browser.SubmitAsync("Save the view", ("Input.Name", "Other"));
        Assert.Equal(["Brand range=14", "Other range=31"], (await ViewsAsync(org)).Select(view => $"{view.Name} {view.Query}"));
    }

    [Fact]
    public async Task A_page_begins_with_the_view_that_a_person_wants_until_another_one_is_opened()
    {
        var org = await WithDataAsync("views-start");
        using var browser = await SignedInAsync(org, Role.Viewer);
        await browser.GetAsync("/views-start/campaigns?range=14");
        await browser.SubmitAsync("Save", ("Input.Name", "Fortnight"));
        var view = Assert.Single(await ViewsAsync(org));
        await browser.GetAsync($"/views-start/views/change/{view.Id}");

        await browser.SubmitAsync("Begin with this view");

        await browser.GetAsync("/views-start/campaigns");
        Assert.Equal("14", browser.Page.QuerySelector("select[name=range] option[selected]")!.GetAttribute("value"));
        await browser.GetAsync(browser.Page.QuerySelectorAll(".views nav a").Single(link => Text(link) == "Standard").GetAttribute("href")!);
        Assert.Equal("30", browser.Page.QuerySelector("select[name=range] option[selected]")!.GetAttribute("value"));
        await browser.GetAsync($"/views-start/views/change/{view.Id}");
        await browser.SubmitAsync("Delete");
        Assert.Empty(await ViewsAsync(org));
        await browser.GetAsync("/views-start/campaigns");
        Assert.Equal("30", browser.Page.QuerySelector("select[name=range] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Who_leaves_takes_their_own_views_and_leaves_the_shared_ones()
    {
        var org = await WithDataAsync("views-leave");
        using var analyst = await SignedInAsync(org, Role.Analyst);
        foreach (var (name, shared) in new[] { ("Mine", "false"), ("Ours", "true") })
        {
            await analyst.GetAsync("/views-leave/campaigns?range=14");
            await analyst.SubmitAsync("Save", ("Input.Name", name), ("Input.Shared", shared));
        }

        await analyst.GetAsync("/views-leave/members/leave");
        await analyst.SubmitAsync("Leave");

        Assert.Equal("Ours", Assert.Single(await ViewsAsync(org)).Name);
    }

    private async Task<Organisation> WithDataAsync(string slug)
    {
        var org = await app.FoundAsync(slug);
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand")
            .Add(new DeviceDay { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), DeviceTypeId = 5, Date = AdsData.Yesterday, Clicks = 1, SpendMicros = 10 }).SaveAsync();
        return org;
    }

    private async Task<List<SavedView>> ViewsAsync(Organisation org)
    {
        var views = new List<SavedView>();
        await app.InTenantAsync(org.Id, async services => views = await services.GetRequiredService<PortalDb>().SavedViews.AsNoTracking().OrderBy(view => view.Name).ToListAsync());
        return views;
    }

    private async Task<Browser> SignedInAsync(Organisation org, Role role)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }

    private static string Text(IElement element) => element.TextContent.Trim();
}
