using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Overview;

/// <summary>Sums of several currencies in the organisation's own, where the operator gave a file of rates. Days are 16 to 22 November 2026; the 22nd is a Sunday.</summary>
public sealed class ConversionTests(ConversionTests.AppWithRates app) : IClassFixture<ConversionTests.AppWithRates>
{
    private const string Good = "Date,CHF,USD,\n2026-11-20,0.9,N/A,\n2026-11-18,0.8,1.25,\n";
    private const string Label = "converted to EUR at daily rates from rates.csv, last rate 20 Nov 2026";

    [Fact]
    public async Task The_overview_tells_all_accounts_in_the_organisations_currency_beside_the_real_figures()
    {
        app.Write(Good);
        var org = await SeededAsync("converted-overview");
        using var browser = await SignedInAsync(org, Role.Viewer);

        await browser.GetAsync("/converted-overview?range=7");

        Assert.Contains($"All accounts together: € 330.00 spend, € 660.00 revenue, {Label}.", Text(browser, "main"), StringComparison.Ordinal);
        Assert.Contains("€ 150", Text(browser, ".figures"), StringComparison.Ordinal);
        Assert.DoesNotContain("330", Text(browser, ".figures"), StringComparison.Ordinal);

        await browser.GetAsync("/converted-overview?range=7&account=2");
        Assert.DoesNotContain("onverted", Text(browser, "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lists_end_with_a_row_of_its_own_over_the_whole_filter_and_no_file_has_it()
    {
        app.Write(Good);
        var org = await SeededAsync("converted-lists");
        using var browser = await SignedInAsync(org, Role.Admin);

        foreach (var (path, last) in new[]
        {
            ("accounts?range=7", $"All in EUR{Label}|€ 330.00"),
            ("accounts?range=7&q=rich", null),
            ("accounts?range=7&q=er", $"All in EUR{Label}|€ 230.00"),
            ("campaigns?range=7", $"All in EUR{Label}|€ 330.00"),
            ("campaigns?range=7&q=bran", $"All in EUR{Label}|€ 230.00"),
            ("campaigns?range=7&currency=CHF", null),
        })
        {
            await browser.GetAsync($"/converted-lists/{path}");
            var row = browser.Page.QuerySelector("tfoot tr.converted");
            Assert.Equal(last, row is null ? null : $"{row.QuerySelector("th")!.TextContent}|{row.QuerySelector("td.n")!.TextContent}".Replace('\u00a0', ' '));
            Assert.NotEmpty(browser.Page.QuerySelectorAll("tfoot tr:not(.converted)"));
        }

        foreach (var file in new[] { "accounts", "campaigns" })
        {
            await browser.GetAsync($"/converted-lists/{file}/export?range=7");
            Assert.DoesNotContain("onverted", browser.Html, StringComparison.Ordinal);
            Assert.Contains("CHF", browser.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_day_without_a_known_rate_leaves_no_total_but_the_reason()
    {
        app.Write("Date,CHF\n2026-11-01,0.9\n");
        var org = await SeededAsync("converted-unknown");
        using var browser = await SignedInAsync(org, Role.Viewer);

        await browser.GetAsync("/converted-unknown?range=7");
        Assert.Contains("There is no total in EUR: no rate from CHF to EUR is known for 2026-11-18 or the 7 days before.", Text(browser, "main"), StringComparison.Ordinal);
        Assert.DoesNotContain("together", Text(browser, "main"), StringComparison.Ordinal);
        await browser.GetAsync("/converted-unknown/accounts?range=7");
        Assert.Contains("There is no total in EUR", Text(browser, "tfoot .converted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_is_told_to_operators_with_its_line_and_the_last_good_one_stays_in_use_until_it_is_mended()
    {
        app.Write(Good);
        var org = await SeededAsync("converted-broken");
        using var browser = await SignedInAsync(org, Role.Viewer);
        using var @operator = new Browser(app.Address);
        await @operator.SignInAsync(await app.PersonAsync("rates@portal.example", "Operator", isOperator: true));
        await @operator.GetAsync("/operator/system");
        Assert.Contains("3 currencies, the last rate of 20 Nov 2026", Text(@operator, "main"), StringComparison.Ordinal);

        app.Write(Good + "2026-11-17,none,1\n");
        await browser.GetAsync("/converted-broken?range=7");
        await @operator.GetAsync("/operator/system");

        Assert.Contains(Label, Text(browser, "main"), StringComparison.Ordinal);
        Assert.Contains("Line 4 has 3 fields where the first line has 4. Mend the file rates.csv", Text(@operator, ".notice.is-bad"), StringComparison.Ordinal);

        app.Write("Date,CHF\n2026-11-21,0.5\n2026-11-18,0.5\n");
        await browser.GetAsync("/converted-broken?range=7");
        await @operator.GetAsync("/operator/system");
        Assert.Contains("€ 454.00 spend", Text(browser, "main"), StringComparison.Ordinal);
        Assert.Null(@operator.Page.QuerySelector(".notice.is-bad"));

        File.Delete(app.Rates);
        await browser.GetAsync("/converted-broken?range=7");
        await @operator.GetAsync("/operator/system");
        Assert.Contains("€ 454.00 spend", Text(browser, "main"), StringComparison.Ordinal);
        Assert.Contains("There is no file rates.csv", Text(@operator, ".notice.is-bad"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_whose_file_is_wrong_from_the_start_starts_and_converts_nothing_until_it_is_mended()
    {
        await using var fresh = new AppWithRates();
        fresh.Write("nonsense");
        await fresh.InitializeAsync();
        var org = await SeededAsync("converted-start", fresh);
        using var browser = new Browser(fresh.Address);
        await browser.SignInAsync(org.Members[Role.Viewer]);
        using var @operator = new Browser(fresh.Address);
        await @operator.SignInAsync(await fresh.PersonAsync("rates@portal.example", "Operator", isOperator: true));

        await browser.GetAsync("/converted-start?range=7");
        await @operator.GetAsync("/operator/system");

        Assert.DoesNotContain("onverted", Text(browser, "main"), StringComparison.Ordinal);
        Assert.Contains("nothing is converted", Text(@operator, ".notice.is-bad"), StringComparison.Ordinal);
        Assert.Contains("Line 1 is neither", Text(@operator, ".notice.is-bad"), StringComparison.Ordinal);

        fresh.Write(Good);
        await browser.GetAsync("/converted-start?range=7");
        Assert.Contains(Label, Text(browser, "main"), StringComparison.Ordinal);
    }

    /// <summary>EUR 100 and 50; CHF 72 on the 22nd, whose rate is Friday's, and CHF 80 on the 18th: 80 and 100 euros.</summary>
    private async Task<Organisation> SeededAsync(string slug, PortalApp? of = null)
    {
        var org = await (of ?? app).FoundAsync(slug);
        await new AdsData(of ?? app, org).Account(1, "Berlin").Account(2, "Zürich", "CHF").Account(3, "Bern", "CHF")
            .Campaign(1, 11, "Brand").Campaign(2, 21, "Marke").Campaign(3, 31, "Brandneu")
            .Day(1, 11, 1, 100).Day(1, 11, 2, 50).Day(2, 21, 5, 80).Day(3, 31, 1, 72).SaveAsync();
        return org;
    }

    private async Task<Browser> SignedInAsync(Organisation org, Role role)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(org.Members[role]);
        return browser;
    }

    private static string Text(Browser browser, string selector) =>
        string.Join(' ', (browser.Page.QuerySelector(selector)?.TextContent ?? "").Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public sealed class AppWithRates : PortalApp
    {
        public AppWithRates() => Settings["Performance:ExchangeRates"] = Rates;

        public string Rates => Path.Combine(Folder, "rates.csv");

        public void Write(string text) => File.WriteAllText(Rates, text);
    }
}
