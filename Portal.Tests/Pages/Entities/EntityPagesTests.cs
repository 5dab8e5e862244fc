using System.Net;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Entities;

public sealed class EntityPagesTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Hostile = "<script>alert(1)</script>";

    private static readonly DateTimeOffset Gone = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    /// <summary>One of each kind, as <see cref="SeedAsync"/> makes them.</summary>
    public static TheoryData<string, long, string> Kinds => new()
    {
        { "labels", 51, "Spring" },
        { "extensions", 61, "Free delivery" },
        { "audiences", 71, "Visitors" },
        { "negative-keywords", 81, "cheap" },
        { "negative-lists", 91, "Never" },
        { "shared-budgets", 101, "Pot" },
        { "asset-groups", 111, "Assets" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_has_a_list_and_a_page_and_another_organisations_numbers_find_nothing(string kind, long id, string name)
    {
        var (mine, theirs) = ($"kind-{kind}", $"other-{kind}");
        var org = await SeedAsync(mine);
        await SeedAsync(theirs, account: 2, prefix: "Their ");
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{mine}/entities/{kind}");
        Assert.Equal(name, browser.Page.QuerySelector("tbody th a")!.TextContent);
        Assert.DoesNotContain("Their ", browser.Html, StringComparison.Ordinal);
        Assert.Equal("page", browser.Page.QuerySelectorAll(".side nav a").Single(link => link.TextContent.Trim() == "Library").GetAttribute("aria-current"));

        await browser.GetAsync(browser.Page.QuerySelector("tbody th a")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(name, browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal($"/{mine}/entities/{kind}", browser.Page.QuerySelector(".crumb a")!.GetAttribute("href"));

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/{mine}/entities/details/{kind}/2/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/{mine}/entities/details/{kind}/1/99999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/{theirs}/entities/{kind}")).Status);
    }

    [Theory]
    [InlineData("", "autumn,Öl,Spring,Summer")]
    [InlineData("?order=desc", "Summer,Spring,Öl,autumn")]
    [InlineData("?q=SPR", "Spring")]
    [InlineData("?q=53", "Summer")]
    [InlineData("?account=3", "Summer")]
    [InlineData("?account=77", "")]
    [InlineData("?state=removed", "Winter")]
    [InlineData("?state=all&sort=account", "autumn,Öl,Spring,Winter,Summer")]
    [InlineData("?sort=changed", "Summer,autumn,Öl,Spring")]
    [InlineData("?sort=nonsense&page=99", "autumn,Öl,Spring,Summer")]
    public async Task The_address_says_what_is_shown_and_in_which_order(string query, string names)
    {
        var slug = $"entities-{(uint)query.GetHashCode(StringComparison.Ordinal)}";
        var org = await app.FoundAsync(slug);
        await new AdsData(app, org).Account(1, "Berlin").Account(3, "Rome").Account(4, "Left out", chosen: false)
            .Add(Label(org, 1, 51, "Spring")).Add(Label(org, 1, 52, "autumn")).Add(Label(org, 3, 53, "Summer", changed: 5)).Add(Label(org, 1, 54, "Winter", Gone))
            .Add(Label(org, 1, 55, "Öl")).Add(Label(org, 4, 56, "Unseen")).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{slug}/entities{query}");

        // The two databases agree on the order of letters, but not on that of capitals and accents.
        var shown = browser.Page.QuerySelectorAll("tbody th a").Select(link => link.TextContent).ToList();
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Equal(names.Split(',').Where(IsPlain), shown.Where(IsPlain));
        Assert.DoesNotContain("Unseen", browser.Html, StringComparison.Ordinal);
        Assert.Equal("Labels 4", Said(browser, ".tabs a[aria-current]"));
    }

    [Fact]
    public async Task Rows_of_one_name_say_whose_they_are_where_there_are_several_accounts()
    {
        var org = await app.FoundAsync("entities-alike");
        await new AdsData(app, org).Account(1, "Berlin").Account(3, "Rome").Add(Label(org, 1, 51, "Spring")).Add(Label(org, 3, 53, "Spring")).SaveAsync();
        var alone = await SeedAsync("entities-alone");
        using var browser = await SignedInAsync(org);
        using var other = await SignedInAsync(alone);

        await browser.GetAsync("/entities-alike/entities/labels");
        await other.GetAsync("/entities-alone/entities/labels");

        Assert.Equal(["Berlin", "Rome"], browser.Page.QuerySelectorAll("tbody th .told").Select(Words));
        Assert.Equal("Spring", Words(Assert.Single(other.Page.QuerySelectorAll("tbody th"))));
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_and_the_file_is_the_whole_filter_for_analysts()
    {
        var org = await app.FoundAsync("entities-many");
        var data = new AdsData(app, org).Account(1, "Berlin").Add(Label(org, 1, 999, "Elsewhere"));
        for (var at = 1; at <= 60; at++)
        {
            data.Add(Label(org, 1, at, at == 1 ? "=Shop 01" : $"Shop {at:00}"));
        }

        await data.SaveAsync();
        using var viewer = await SignedInAsync(org);
        await viewer.GetAsync("/entities-many/entities/labels?q=shop&page=2");
        Assert.Equal(10, viewer.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("51 – 60 of 60 labels", Said(viewer, ".pager"), StringComparison.Ordinal);
        Assert.DoesNotContain("Export", viewer.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/entities-many/entities/export/labels")).Status);

        using var analyst = await SignedInAsync(org, Role.Analyst);
        await analyst.GetAsync("/entities-many/entities/labels?q=shop&page=2");
        await analyst.GetAsync(analyst.Page.QuerySelectorAll(".tools a").First(link => link.TextContent.Contains("CSV", StringComparison.Ordinal)).GetAttribute("href")!);

        var lines = analyst.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(61, lines.Length);
        Assert.Contains("Name,Number,Description,Colour,Account,Account number,Currency,Changed,Removed", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("\"'=Shop 01\",1,", StringComparison.Ordinal));
        await analyst.GetAsync("/entities-many/entities/export/labels?as=xlsx");
        Assert.Equal("labels.xlsx", analyst.Answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
    }

    [Fact]
    public async Task A_page_tells_where_it_is_used_what_it_is_and_what_changed()
    {
        var org = await SeedAsync("used");
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/used/entities/details/labels/1/51");
        Assert.Equal(["Shoes Campaign", "Running Ad group", "Run fast Ad", "boots Keyword"], browser.Page.QuerySelectorAll("[aria-labelledby=uses-heading] li").Select(Words));
        Assert.Contains("/used/campaigns/ad-group/1/21", browser.Page.QuerySelectorAll("[aria-labelledby=uses-heading] a").Select(link => link.GetAttribute("href")));
        Assert.Contains("NameAutumnSpring", Words(Assert.Single(browser.Page.QuerySelectorAll("[aria-labelledby=changes-heading] tbody tr"))), StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("svg.dot circle[fill='#1F77B4']"));

        await browser.GetAsync("/used/entities/details/audiences/1/71");
        Assert.Equal("Running Ad group · left out · bid adjustment 15 %", Words(Assert.Single(browser.Page.QuerySelectorAll("[aria-labelledby=uses-heading] li"))));
        await browser.GetAsync("/used/entities/details/extensions/1/61");
        Assert.Equal(["Berlin Account", "Shoes Campaign · Paused"], browser.Page.QuerySelectorAll("[aria-labelledby=uses-heading] li").Select(Words));
        await browser.GetAsync("/used/entities/details/shared-budgets/1/101");
        Assert.Equal("Shoes Campaign · Active", Words(Assert.Single(browser.Page.QuerySelectorAll("[aria-labelledby=uses-heading] li"))));
        Assert.Contains("€ 12.50", Said(browser, ".facts"), StringComparison.Ordinal);
        await browser.GetAsync("/used/entities/details/asset-groups/1/111");
        Assert.Contains("Long one", Said(browser, ".facts"), StringComparison.Ordinal);
        Assert.Equal("/used/campaigns/details/1/11", browser.Page.QuerySelector(".facts a")!.GetAttribute("href"));
        await browser.GetAsync("/used/entities/details/labels/1/59");
        Assert.Contains("Nothing uses this label.", browser.Html, StringComparison.Ordinal);
        Assert.Contains("Removed", Said(browser, ".lead-line"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaigns_and_an_ad_groups_page_tell_what_is_put_on_them()
    {
        var org = await SeedAsync("attached");
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/attached/campaigns/details/1/11");
        Assert.Equal(["Spring Label", "Free delivery Callout · Paused", "Never Negative keyword list"], browser.Page.QuerySelectorAll("[aria-labelledby=attached-heading] li").Select(Words));
        await browser.GetAsync("/attached/campaigns/ad-group/1/21");
        Assert.Equal(["Spring Label", "Visitors Audience · left out · bid adjustment 15 %"], browser.Page.QuerySelectorAll("[aria-labelledby=attached-heading] li").Select(Words));
        await browser.GetAsync("/attached/campaigns/details/1/12");
        Assert.Null(browser.Page.QuerySelector("[aria-labelledby=attached-heading]"));
    }

    [Fact]
    public async Task Lists_count_what_hangs_on_their_rows_and_lead_to_it()
    {
        var org = await SeedAsync("counted");
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/counted/entities/labels");
        Assert.Equal(["4"], browser.Page.QuerySelectorAll("tbody td.n:not(.nowrap)").Select(Words));
        await browser.GetAsync("/counted/entities/negative-lists");
        Assert.Equal(["2", "1"], browser.Page.QuerySelectorAll("tbody td.n:not(.nowrap)").Select(Words));
        await browser.GetAsync("/counted/entities/details/negative-lists/1/91");
        await browser.GetAsync(browser.Page.QuerySelectorAll("main a").Single(link => link.TextContent.Contains("Show its 2", StringComparison.Ordinal)).GetAttribute("href")!);
        Assert.Equal(["free", "gratis"], browser.Page.QuerySelectorAll("tbody th a").Select(link => link.TextContent));
        Assert.Equal(["Never Shared list", "Never Shared list"], browser.Page.QuerySelectorAll("tbody td:has(.sub)").Select(Words));
        await browser.GetAsync("/counted/entities/negative-keywords?level=AdGroup");
        Assert.Equal(["free Running Ad group"], browser.Page.QuerySelectorAll("tbody tr").Select(row => $"{Words(row.QuerySelector("th")!)} {Words(row.QuerySelector("td")!)}"));
    }

    [Fact]
    public async Task What_several_accounts_call_by_one_number_is_counted_for_each()
    {
        var org = await SeedAsync("counted-each");
        await new AdsData(app, org).Account(2, "Rome").Add(Label(org, 2, 51, "Spring")).Add(Link(org, 2, LinkKind.LabelOfCampaign, 12, 51, "Campaign Label")).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/counted-each/entities/labels?sort=account");

        Assert.Equal(["Berlin 4", "Rome 1"], browser.Page.QuerySelectorAll("tbody tr").Select(row => $"{Words(row.QuerySelector(".told")!)} {Words(row.QuerySelector("td.n:not(.nowrap)")!)}"));
    }

    [Fact]
    public async Task What_hangs_on_one_number_in_several_accounts_is_named_after_its_own()
    {
        var org = await SeedAsync("named-each");
        await new AdsData(app, org).Account(2, "Rome").Campaign(2, 11, "Scarpe").Add(Negative(org, 2, NegativeLevel.Campaign, 11, 84, "cheap")).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/named-each/entities/negative-keywords?q=cheap&sort=account");

        Assert.Equal(["Berlin Shoes Campaign", "Rome Scarpe Campaign"], browser.Page.QuerySelectorAll("tbody tr").Select(row => $"{Words(row.QuerySelector(".told")!)} {Words(row.QuerySelector("td")!)}"));
    }

    [Fact]
    public async Task Negative_keywords_of_one_number_are_told_apart_by_what_they_stand_in()
    {
        var org = await SeedAsync("apart");
        using var browser = await SignedInAsync(org);
        await browser.GetAsync("/apart/entities/negative-keywords?q=82&sort=account");
        var links = browser.Page.QuerySelectorAll("tbody th a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);

        var parents = new List<string>();
        foreach (var link in links)
        {
            await browser.GetAsync(link);
            parents.Add(Words(browser.Page.QuerySelector(".facts dd")!));
        }

        Assert.Equal(["Never Shared list", "Running Ad group"], parents.Order(StringComparer.Ordinal));
        await browser.GetAsync("/apart/entities/details/negative-keywords/1/82?of=21");
        Assert.Single(browser.Page.QuerySelectorAll("[aria-labelledby=changes-heading] tbody tr"));
        await browser.GetAsync("/apart/entities/details/negative-keywords/1/82?of=91");
        Assert.Contains("Nothing of this negative keyword has changed", browser.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/apart/entities/details/negative-keywords/1/82?of=11")).Status);
    }

    [Fact]
    public async Task The_changes_of_all_accounts_lead_to_these_pages()
    {
        var org = await SeedAsync("leading");
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/leading/changes");

        Assert.Equal(
            ["/leading/entities/details/labels/1/51", "/leading/entities/details/negative-keywords/1/82?of=21"],
            browser.Page.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hostile_texts_are_only_text_and_a_colour_that_is_none_is_not_drawn()
    {
        var org = await app.FoundAsync("entities-hostile");
        await new AdsData(app, org).Account(1, "Berlin").Add(new Label { TenantId = org.Id, AccountId = new(1), LabelId = new(51), Name = Hostile, Colour = "#\"><img", Description = Hostile }).SaveAsync();
        using var browser = await SignedInAsync(org);

        foreach (var path in new[] { "labels", "details/labels/1/51" })
        {
            await browser.GetAsync($"/entities-hostile/entities/{path}");
            Assert.Contains(Hostile, browser.Page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(Hostile, browser.Html, StringComparison.Ordinal);
            Assert.Empty(browser.Page.QuerySelectorAll("svg.dot, img"));
        }
    }

    [Fact]
    public async Task Who_has_none_is_told_why_and_what_the_portal_does_not_know_is_counted()
    {
        var org = await app.FoundAsync("entities-none");
        var state = new EntitySync(org.Id, new(1));
        state.Applied(Gone, isFull: true, 7, "Mystery (7)", Gone);
        await new AdsData(app, org).Account(1, "Berlin").Add(state).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/entities-none/entities/audiences");
        Assert.Contains("There is no audience", Said(browser, ".empty h2"), StringComparison.Ordinal);
        Assert.Contains("7 records of the last files are of a kind, or with columns, that the portal does not know yet", Said(browser, "main"), StringComparison.Ordinal);
        await browser.GetAsync("/entities-none/entities/audiences?q=x");
        Assert.Contains("No audience fits", Said(browser, ".empty h2"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/entities-none/entities/mysteries")).Status);

        var nobody = await app.FoundAsync("entities-nobody");
        using var other = await SignedInAsync(nobody);
        await other.GetAsync("/entities-nobody/entities");
        Assert.Contains("once accounts are connected and chosen", Said(other, ".empty"), StringComparison.Ordinal);
    }

    private async Task<Organisation> SeedAsync(string slug, long account = 1, string prefix = "")
    {
        var org = await app.FoundAsync(slug);
        var (tenant, id) = (org.Id, new AdsId<AdsAccount>(account));
        await new AdsData(app, org).Account(account, prefix + "Berlin").Campaign(account, 11, prefix + "Shoes", sharedBudget: 101).Campaign(account, 12, prefix + "Hats")
            .Add(new AdGroup { TenantId = tenant, AccountId = id, AdGroupId = new(21), CampaignId = new(11), Name = prefix + "Running", Status = "Active" })
            .Add(new Keyword { TenantId = tenant, AccountId = id, AdGroupId = new(21), KeywordId = new(31), Text = prefix + "boots", MatchType = "Exact", Status = "Active" })
            .Add(new Ad { TenantId = tenant, AccountId = id, AdGroupId = new(21), AdId = new(41), Type = "ResponsiveSearch", Status = "Active", Headlines = prefix + "Run fast\nRun far", Descriptions = "" })
            .Add(new Label { TenantId = tenant, AccountId = id, LabelId = new(51), Name = prefix + "Spring", Colour = "#1F77B4", Description = "Of the season" })
            .Add(Label(org, account, 59, prefix + "Winter", Gone))
            .Add(new AdExtension { TenantId = tenant, AccountId = id, ExtensionId = new(61), Type = "Callout", Status = "Active", Text = prefix + "Free delivery" })
            .Add(new Audience { TenantId = tenant, AccountId = id, AudienceId = new(71), Type = "RemarketingList", Name = prefix + "Visitors", MembershipDays = 30, Scope = "Account" })
            .Add(Negative(org, account, NegativeLevel.Campaign, 11, 81, prefix + "cheap"))
            .Add(Negative(org, account, NegativeLevel.List, 91, 82, prefix + "free")).Add(Negative(org, account, NegativeLevel.AdGroup, 21, 82, prefix + "free"))
            .Add(Negative(org, account, NegativeLevel.List, 91, 83, prefix + "gratis"))
            .Add(new NegativeList { TenantId = tenant, AccountId = id, NegativeListId = new(91), Name = prefix + "Never" })
            .Add(new SharedBudget { TenantId = tenant, AccountId = id, BudgetId = new(101), Name = prefix + "Pot", AmountMicros = 12_500_000, BudgetType = "DailyBudgetStandard", AssociationCount = 1 })
            .Add(new AssetGroup { TenantId = tenant, AccountId = id, AssetGroupId = new(111), CampaignId = new(11), Name = prefix + "Assets", Status = "Active", Headlines = "One\nTwo", LongHeadlines = "Long one" })
            .Add(Link(org, account, LinkKind.LabelOfCampaign, 11, 51, "Campaign Label")).Add(Link(org, account, LinkKind.LabelOfAdGroup, 21, 51, "Ad Group Label"))
            .Add(Link(org, account, LinkKind.LabelOfAd, 41, 51, "Responsive Search Ad Label")).Add(Link(org, account, LinkKind.LabelOfKeyword, 31, 51, "Keyword Label"))
            .Add(Link(org, account, LinkKind.LabelOfCampaign, 12, 51, "Campaign Label", removed: true))
            .Add(Link(org, account, LinkKind.ExtensionOfAccount, account, 61, "Account Callout Ad Extension")).Add(Link(org, account, LinkKind.ExtensionOfCampaign, 11, 61, "Campaign Callout Ad Extension", status: "Paused"))
            .Add(Link(org, account, LinkKind.NegativeListOfCampaign, 11, 91, "Campaign Negative Keyword List Association"))
            .Add(Link(org, account, LinkKind.AudienceOfAdGroup, 21, 71, "Ad Group Negative Remarketing List Association", adjustment: "15"))
            .Add(Change(org, account, EntityKind.Label, 51, 0, prefix + "Spring", "Name", "Autumn", "Spring"))
            .Add(Change(org, account, EntityKind.NegativeKeyword, 82, 21, prefix + "free", "Match type", "Exact", "Phrase"))
            .SaveAsync();
        return org;
    }

    private static Label Label(Organisation org, long account, long id, string name, DateTimeOffset? removed = null, int changed = 1) => new()
    {
        TenantId = org.Id,
        AccountId = new(account),
        LabelId = new(id),
        Name = name,
        ChangedAt = DateTimeOffset.UnixEpoch.AddDays(changed),
        RemovedAt = removed,
    };

    private static NegativeKeyword Negative(Organisation org, long account, NegativeLevel level, long parent, long id, string text) =>
        new() { TenantId = org.Id, AccountId = new(account), Level = level, ParentId = parent, NegativeKeywordId = new(id), Text = text, MatchType = "Exact" };

    private static EntityLink Link(Organisation org, long account, LinkKind kind, long parent, long subject, string type, string status = "Active", string? adjustment = null, bool removed = false) => new()
    {
        TenantId = org.Id,
        AccountId = new(account),
        Kind = kind,
        ParentId = parent,
        RecordId = subject,
        SubjectId = subject,
        Type = type,
        Status = status,
        BidAdjustment = adjustment,
        RemovedAt = removed ? Gone : null,
    };

    private static EntityChange Change(Organisation org, long account, EntityKind kind, long id, long parent, string name, string field, string from, string to) => new()
    {
        TenantId = org.Id,
        AccountId = new(account),
        Kind = kind,
        EntityId = id,
        ParentId = parent,
        At = Gone,
        Field = field,
        Name = name,
        From = from,
        To = to,
    };

    private static bool IsPlain(string name) => name is "Spring" or "Summer" or "Winter";

    private static string Said(Browser browser, string selector) => browser.Page.QuerySelector(selector) is { } found ? Words(found) : "";

    private static string Words(AngleSharp.Dom.INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<Browser> SignedInAsync(Organisation org, Role role = Role.Viewer)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }
}
