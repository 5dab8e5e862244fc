using System.IO.Compression;
using System.Net;
using System.Text;
using System.Xml.Linq;
using AngleSharp.Dom;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Performance;

public sealed class GrainPagesTests(CountingApp app) : IClassFixture<CountingApp>
{
    private static readonly DateOnly Day = AdsData.Yesterday;

    public static TheoryData<string> All => [.. Grains.All.Select(grain => grain.Key)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_grain_sums_its_rows_over_the_days_and_names_them(string key)
    {
        var org = await app.FoundAsync($"sums-{key}");
        await EveryGrain(org).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{org.Slug}/performance/{key}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var row = Assert.Single(browser.Page.QuerySelectorAll("tbody tr"));
        Assert.StartsWith(key switch
        {
            "ad-groups" => "Runners",
            "keywords" => "trail shoes",
            "ads" => "Run further",
            "search-terms" => "shoes for trails",
            "places" => "Lyon, France",
            "devices" => "Smartphone",
            "audiences" => "Returning",
            "asset-groups" => "Spring",
            "goals" => "Purchase",
            "hours" => "07:00 – 07:59",
            _ => "Brand",
        }, Text(row.QuerySelector("th")!), StringComparison.Ordinal);
        Assert.Equal(
            key switch { "goals" => ["3", "€ 8.00", "2", "€ 6.00"], "shares" => ["400", "40.0 %", "–", "–", "–", "–", "–"], _ => ["€ 3.00", "30", "300", "10.0 %", "€ 0.10", "3", "€ 1.00", "€ 6.00", "2.00"] },
            Figures(row));
        Assert.Equal(Figures(row), Figures(Assert.Single(browser.Page.QuerySelectorAll("tfoot tr"))));
        Assert.NotNull(row.QuerySelector("svg.sparkline"));
        Assert.Equal("page", browser.Page.QuerySelector($".tabs a[href*='/performance/{key}']")!.GetAttribute("aria-current"));
    }

    [Fact]
    public async Task A_page_that_is_remembered_reads_the_chosen_accounts_once()
    {
        const int Accounts = 200;
        var org = await app.FoundAsync("read-once");
        var data = EveryGrain(org);
        for (var account = 2; account <= Accounts; account++)
        {
            data.Account(account, $"Account no. {account}");
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org);
        await browser.GetAsync("/read-once/performance/keywords?compare=before");
        app.Read.Begin();

        await browser.GetAsync("/read-once/performance/keywords?compare=before");

        Assert.Single(browser.Page.QuerySelectorAll("tbody tr"));
        Assert.InRange(app.Read.Rows, Accounts, Accounts + 50);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_grain_answers_every_sort_filter_and_comparison(string key)
    {
        var slug = $"all-{key}";
        var org = await app.FoundAsync(slug);
        await EveryGrain(org).SaveAsync();
        using var browser = await SignedInAsync(org);
        await browser.GetAsync($"/{slug}/performance/{key}?compare=before");
        var links = browser.Page.QuerySelectorAll("thead a").Select(link => link.GetAttribute("href")!).ToList();

        foreach (var link in links.Concat(links.Select(link => link + "&compare=year&clicks=1&currency=EUR&account=1&campaign=11")))
        {
            await browser.GetAsync(link);

            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Single(browser.Page.QuerySelectorAll("tbody tr"));
            Assert.Single(browser.Page.QuerySelectorAll("th[aria-sort]"));
        }

        Assert.True(links.Count >= 6);
    }

    [Fact]
    public async Task A_row_that_the_mirror_does_not_know_shows_its_number_and_its_figures()
    {
        var org = await app.FoundAsync("unknown");
        await new AdsData(app, org).Account(1, "Berlin")
            .Add(new KeywordDay { TenantId = org.Id, AccountId = new(1), AdGroupId = new(71), KeywordId = new(72), CampaignId = new(73), Date = Day, Clicks = 4 }).SaveAsync();
        using var browser = await SignedInAsync(org);

        foreach (var query in new[] { "", "?q=72" })
        {
            await browser.GetAsync("/unknown/performance/keywords" + query);

            Assert.Equal(["Keyword 72", "–", "Ad group 71", "Campaign 73", "Berlin"], browser.Page.QuerySelectorAll("tbody tr > :nth-child(-n+5)").Select(Text));
        }

        await browser.GetAsync("/unknown/performance/keywords?q=7");
        Assert.Empty(browser.Page.QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("spend=5", 2, null)]
    [InlineData("spend=10,5", 1, null)]
    [InlineData("clicks=2", 1, null)]
    [InlineData("impressions=50", 1, null)]
    [InlineData("spend=much", 3, "“much” is left out of the filter. Type an amount such as 120.50.")]
    public async Task Rows_below_the_least_are_left_out_of_list_totals_and_file_and_what_is_no_number_is_said(string query, int rows, string? fault)
    {
        var org = await app.FoundAsync($"least-{query.Replace('=', '-').Replace(',', '-')}");
        await new AdsData(app, org).Account(1, "Berlin").Add(Device(org, 1, 100, 3)).Add(Device(org, 1, 101, 10))
            .Add(new DeviceDay { TenantId = org.Id, AccountId = new(1), CampaignId = new(102), DeviceTypeId = 5, Date = Day, Clicks = 7, Impressions = 90, SpendMicros = 11_000_000 }).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{org.Slug}/performance/devices?{query}");

        Assert.Equal(rows, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains($"{rows}\u00A0device", browser.Page.QuerySelector("tfoot tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(fault, browser.Page.QuerySelector("form .fault")?.TextContent.Trim());
        Assert.Equal(query.Split('=')[1], browser.Page.QuerySelector($"input[name={query.Split('=')[0]}]")!.GetAttribute("value"));
        await browser.GetAsync($"/{org.Slug}/performance/export/devices?{query}");
        Assert.Equal(rows, browser.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    [Fact]
    public async Task A_campaign_is_found_by_its_name_and_several_are_offered()
    {
        var org = await app.FoundAsync("find");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand shoes").Campaign(1, 12, "Brand boots").Add(Device(org, 1, 11, 3)).Add(Device(org, 1, 12, 4)).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/find/performance/devices?find=boot");
        Assert.Equal("?campaign=12", browser.At.Query);
        Assert.Single(browser.Page.QuerySelectorAll("tbody tr"));
        await browser.GetAsync("/find/performance/devices?find=brand");
        Assert.Equal(["Brand boots", "Brand shoes"], browser.Page.QuerySelectorAll(".meant li a").Select(Text));
        await browser.GetAsync("/find/performance/devices?find=socks");
        Assert.Contains("No campaign has “socks”", browser.Page.QuerySelector(".meant")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_are_of_the_whole_filter_and_money_keeps_to_its_currency()
    {
        var org = await app.FoundAsync("whole");
        var data = new AdsData(app, org).Account(1, "Berlin").Account(2, "Zürich", "CHF").Account(3, "Left", chosen: false);
        for (var i = 0; i < 30; i++)
        {
            data.Add(Device(org, 1, 100 + i, 10));
        }

        await data.Add(Device(org, 2, 200, 3)).Add(Device(org, 3, 300, 500)).Add(new DeviceType { TenantId = org.Id, DeviceTypeId = 5, Name = "Computer" }).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/whole/performance/devices?size=25&page=2");

        Assert.Equal(6, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(["30 devices in EUR", "1 device in CHF"], browser.Page.QuerySelectorAll("tfoot th").Select(Text));
        Assert.Equal(["€ 300.00", "CHF 3.00"], browser.Page.QuerySelectorAll("tfoot tr").Select(row => Figures(row)[0]));
        Assert.Contains("26 – 31 of 31", Text(browser.Page.QuerySelector(".pager")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shares_of_a_period_are_weighed_by_impressions_and_a_day_without_one_counts_for_nothing()
    {
        var org = await app.FoundAsync("weighed");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand")
            .Add(Share(org, 0, 900, 5_000)).Add(Share(org, 1, 100, 1_000)).Add(Share(org, 2, 9_000, null)).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/weighed/performance/shares");

        Assert.Equal(["10,000", "46.0 %"], Figures(browser.Page.QuerySelector("tbody tr")!)[..2]);
    }

    [Fact]
    public async Task What_is_compared_is_the_same_row_in_the_other_days()
    {
        var org = await app.FoundAsync("compared");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Add(Device(org, 1, 11, 15)).Add(Device(org, 1, 11, 10, 7)).Add(Device(org, 1, 11, 20, 365)).SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/compared/performance/devices?range=7&compare=before&show=spend");
        Assert.Equal(["€ 15.00▲ up 50.0 % against the 7 days before"], Figures(browser.Page.QuerySelector("tbody tr")!));
        Assert.Equal(["€ 15.00▲ up 50.0 % against the 7 days before"], Figures(browser.Page.QuerySelector("tfoot tr")!));

        await browser.GetAsync("/compared/performance/devices?range=7&compare=year&show=spend");
        Assert.Equal(["€ 15.00▼ down 25.0 % against the same days a year before"], Figures(browser.Page.QuerySelector("tbody tr")!));
    }

    [Fact]
    public async Task How_final_the_days_are_is_said_by_the_grain_s_own_report()
    {
        var org = await app.FoundAsync("final");
        var data = EveryGrain(org);
        foreach (var ago in Enumerable.Range(0, 7))
        {
            data.Add(new DayMark { TenantId = org.Id, AccountId = new(1), Report = ReportKind.Device, Date = Day.AddDays(-ago), State = ago == 0 ? DayState.Provisional : DayState.Final, ReadAt = app.Clock.GetUtcNow() });
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org);

        await browser.GetAsync("/final/performance/devices?range=7");
        Assert.Contains("1 of 7 days provisional", browser.Page.QuerySelector(".honest")!.TextContent, StringComparison.Ordinal);
        await browser.GetAsync("/final/performance/places?range=7");
        Assert.Contains("7 of 7 days missing", browser.Page.QuerySelector(".honest")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Another_organisation_s_rows_show_nowhere(string key)
    {
        var (mine, theirs) = (await app.FoundAsync($"mine-{key}"), await app.FoundAsync($"theirs-{key}"));
        await EveryGrain(theirs).SaveAsync();
        await new AdsData(app, mine).Account(1, "Berlin").Campaign(1, 11, "Mine").SaveAsync();
        using var browser = await SignedInAsync(mine);

        await browser.GetAsync($"/{mine.Slug}/performance/{key}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Empty(browser.Page.QuerySelectorAll("tbody tr"));
        await browser.GetAsync($"/{mine.Slug}/performance/export/{key}");
        Assert.Single(Encoding.UTF8.GetString(await browser.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_export_is_the_whole_filter_in_its_order_and_no_formula()
    {
        var org = await app.FoundAsync("terms-out");
        var data = new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand");
        for (var i = 0; i < 60; i++)
        {
            data.Add(Term(org, i, i)).Add(new SearchTerm { TenantId = org.Id, TermId = 1 + i, Text = i == 59 ? "=cmd" : $"shoes {i}", MatchType = "Exact" });
        }

        await data.SaveAsync();
        using var browser = await SignedInAsync(org, Role.Analyst);
        await browser.GetAsync("/terms-out/performance/search-terms?size=25&clicks=10&show=clicks");

        await browser.GetAsync(browser.Page.QuerySelectorAll("a").Single(link => link.TextContent.Contains("Export", StringComparison.Ordinal)).GetAttribute("href")!);

        var lines = Encoding.UTF8.GetString((await browser.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Search term,Number,Ad group,Ad group number,Campaign,Campaign number,Note,Account,Account number,Currency,Clicks", lines[0]);
        Assert.Equal(51, lines.Length);
        Assert.Equal("\"'=cmd\",60,,12,Brand,11,Exact,Berlin,F1,EUR,59", lines[1]);
        Assert.Equal("shoes 58,59,,12,Brand,11,Exact,Berlin,F1,EUR,58", lines[2]);
    }

    [Fact]
    public async Task The_workbook_holds_what_the_csv_file_holds_with_its_texts_as_texts()
    {
        var org = await app.FoundAsync("workbook");
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand")
            .Add(Term(org, 0, 20)).Add(new SearchTerm { TenantId = org.Id, TermId = 1, Text = "=1+1\u0001 & <b>", MatchType = "Exact" })
            .Add(Term(org, long.MaxValue - 1, 10)).SaveAsync();
        using var browser = await SignedInAsync(org, Role.Analyst);

        await browser.GetAsync("/workbook/performance/export/search-terms?as=xlsx&show=spend&show=clicks");

        Assert.EndsWith(".xlsx", browser.Answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        var rows = Rows(await browser.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["Search term", "Number", "Ad group", "Ad group number", "Campaign", "Campaign number", "Note", "Account", "Account number", "Currency", "Spend", "Clicks"], rows[0]);
        Assert.Equal(["'=1+1\uFFFD & <b>", "n:1", "", "n:12", "Brand", "n:11", "Exact", "Berlin", "F1", "EUR", "n:2E-05", "n:20"], rows[1]);
        Assert.Equal("9223372036854775807", rows[2][1]);
        Assert.Equal(3, rows.Count);
    }

    [Theory]
    [InlineData("campaigns/export")]
    [InlineData("accounts/export")]
    public async Task The_older_lists_come_as_workbooks_too(string path)
    {
        var org = await app.FoundAsync(path.Replace('/', '-'));
        await new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand").Day(1, 11, 1, 10).SaveAsync();
        using var browser = await SignedInAsync(org, Role.Analyst);

        await browser.GetAsync($"/{org.Slug}/{path}?as=xlsx");

        Assert.Contains("n:10", Rows(await browser.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[1]);
    }

    [Theory]
    [InlineData("performance/nonsense", HttpStatusCode.NotFound)]
    [InlineData("performance/export/nonsense", HttpStatusCode.NotFound)]
    [InlineData("performance", HttpStatusCode.OK)]
    [InlineData("performance/keywords?page=-1&size=7&sort=x&order=y&compare=z&clicks=-4&campaign=a&show=b&q=%25_'", HttpStatusCode.OK)]
    public async Task What_makes_no_sense_in_the_address_is_passed_over(string path, HttpStatusCode status)
    {
        var org = await app.FoundAsync($"nothing-{path.Length}");
        using var browser = await SignedInAsync(org);

        await browser.GetAsync($"/{org.Slug}/{path}");

        Assert.Equal(status, browser.Status);
    }

    /// <summary>One row of every grain, with the same figures on two days of the last month and one long before it.</summary>
    private AdsData EveryGrain(Organisation org)
    {
        var data = new AdsData(app, org).Account(1, "Berlin").Campaign(1, 11, "Brand")
            .Add(new AdGroup { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), CampaignId = new(11), Name = "Runners", Status = "Active" })
            .Add(new Keyword { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), KeywordId = new(13), Text = "trail shoes", MatchType = "Exact", Status = "Active" })
            .Add(new Ad { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), AdId = new(14), Type = "ResponsiveSearch", Status = "Active", Headlines = "Run further\nRun longer", Descriptions = "" })
            .Add(new SearchTerm { TenantId = org.Id, TermId = 15, Text = "shoes for trails", MatchType = "Exact" })
            .Add(new Place { TenantId = org.Id, PlaceId = 16, LocationType = "Physical location", Country = "France", State = "", MetroArea = "", County = "", City = "Lyon", MostSpecific = "Lyon" })
            .Add(new DeviceType { TenantId = org.Id, DeviceTypeId = 17, Name = "Smartphone" })
            .Add(new ReportedAudience { TenantId = org.Id, AudienceId = new(18), Name = "Returning", Type = "Custom" })
            .Add(new ReportedAssetGroup { TenantId = org.Id, AssetGroupId = new(19), Name = "Spring" })
            .Add(new ReportedGoal { TenantId = org.Id, GoalId = new(20), Name = "Purchase", Type = "Url" });
        foreach (var (ago, times) in new[] { (0, 1), (1, 2), (50, 100) })
        {
            var (date, impressions, clicks, spend, conversions, revenue) = (Day.AddDays(-ago), 100 * times, 10 * times, 1_000_000L * times, 100 * times, 2_000_000L * times);
            data
                .Add(new AdGroupDay { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), CampaignId = new(11), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new KeywordDay { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), KeywordId = new(13), CampaignId = new(11), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new AdDay { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), AdId = new(14), CampaignId = new(11), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new SearchTermDay { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), KeywordId = new(times), TermId = 15, CampaignId = new(11), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new GeographyDay { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), PlaceId = 16, Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new DeviceDay { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), DeviceTypeId = 17, Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new AudienceDay { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), AudienceId = new(18), AssociationId = times, CampaignId = new(11), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new AssetGroupDay { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), AssetGroupId = new(19), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new CampaignHour { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), Date = date, Hour = 7, Impressions = impressions, Clicks = clicks, SpendMicros = spend, ConversionHundredths = conversions, RevenueMicros = revenue })
                .Add(new CampaignShare { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), Date = date, Impressions = 200, ImpressionShare = (short)(ago == 0 ? 5_000 : 3_000) })
                .Add(new GoalDay { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), GoalId = new(20), Date = date, ConversionHundredths = ago == 0 ? 50 : 150, RevenueMicros = revenue, AllConversionHundredths = conversions, AllRevenueMicros = 2_000_000L + revenue - (ago == 0 ? 0 : 2_000_000L) });
        }

        return data;
    }

    private static DeviceDay Device(Organisation org, long account, long campaign, decimal spend, int ago = 0) =>
        new() { TenantId = org.Id, AccountId = new(account), CampaignId = new(campaign), DeviceTypeId = 5, Date = Day.AddDays(-ago), Clicks = 1, SpendMicros = (long)(spend * 1_000_000) };

    private static CampaignShare Share(Organisation org, int ago, long impressions, short? share) =>
        new() { TenantId = org.Id, AccountId = new(1), CampaignId = new(11), Date = Day.AddDays(-ago), Impressions = impressions, ImpressionShare = share };

    private static SearchTermDay Term(Organisation org, long number, long clicks) =>
        new() { TenantId = org.Id, AccountId = new(1), AdGroupId = new(12), KeywordId = new(0), TermId = 1 + number, CampaignId = new(11), Date = Day, Clicks = clicks, SpendMicros = clicks };

    /// <summary>The cells of a workbook's first sheet; a number begins with <c>n:</c>.</summary>
    private static List<string[]> Rows(byte[] book)
    {
        using var zip = new ZipArchive(new MemoryStream(book));
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return [.. XDocument.Load(sheet).Descendants().Where(node => node.Name.LocalName == "row")
            .Select(row => row.Elements().Select(cell => (string?)cell.Attribute("t") is "inlineStr" ? cell.Value : cell.Value.Length == 0 ? "" : "n:" + cell.Value).ToArray())];
    }

    private static string[] Figures(IElement row) => [.. row.QuerySelectorAll("td.n:not(:has(.sparkline))").Select(Text)];

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<Browser> SignedInAsync(Organisation org, Role role = Role.Owner)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }
}
