using Microsoft.EntityFrameworkCore;
using Portal.Tests.Harness;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Pages.Connections;

/// <summary>Accounts below their customers: an agency with one or a few each, and a franchise whose customer fills 25 pages.</summary>
public sealed class ChooseTests(MicrosoftApp app) : IClassFixture<MicrosoftApp>
{
    private const string Anna = "anna@contoso.example";
    private const string Bea = "bea@trey.example";

    [Fact]
    public async Task Accounts_stand_below_the_customer_they_are_reached_through()
    {
        using var visit = await ArriveAsync("tree", Anna);

        var regional = visit.Browser.Page.GetElementById("customer-250003")!;
        Assert.Contains("Contoso Regional Customer 250003 · 3 accounts, 0 chosen", Text(regional.QuerySelector(".name")), StringComparison.Ordinal);
        Assert.Equal(
            ["Adventure Works Cycling", "Contoso Regional Athens", "Contoso Regional East"],
            regional.QuerySelectorAll("th[scope=row] label").Select(label => label.FirstChild?.TextContent));
        Assert.Equal(9, visit.Browser.Page.QuerySelectorAll("tbody[data-group] td.pick input[type=checkbox]").Length);
    }

    [Fact]
    public async Task A_customers_button_chooses_its_accounts_and_keeps_the_other_ticks()
    {
        using var visit = await ArriveAsync("one-customer", Anna);

        await visit.Browser.SubmitAsync("Choose all 3 of Contoso Regional", ("Form.Chosen", "180000004"));

        Assert.EndsWith("#customer-250003", visit.Browser.Answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal([444111, 180000004, 180000005, 180000006], await ChosenAsync(visit));
    }

    [Fact]
    public async Task A_customers_button_reaches_the_other_pages_but_not_past_the_search()
    {
        using var visit = await ArriveAsync("franchise", Bea);
        Assert.Contains("2,500 accounts, 0 chosen · 100 on this page", Text(visit.Browser.Page.GetElementById("customer-280001")), StringComparison.Ordinal);

        await visit.Browser.SubmitAsync("Choose all 2,500 of Trey Franchise Network");
        Assert.Equal(2500, (await visit.StateAsync()).Chosen);

        await visit.Browser.GetAsync($"{visit.Browser.At.AbsolutePath}?Search=Aachen");
        await visit.Browser.SubmitAsync("Choose none of Trey Franchise Network");
        Assert.Equal(await visit.WithDatabaseAsync(db => db.AdsAccounts.CountAsync(account => !account.Name.Contains("Aachen"))), (await visit.StateAsync()).Chosen);
    }

    [Theory]
    [InlineData("all-250002x")]
    [InlineData("all-1")]
    [InlineData("all-")]
    public async Task A_customer_that_the_login_does_not_reach_changes_nothing(string then)
    {
        using var visit = await ArriveAsync($"no-customer{then[4..]}", Anna);

        await visit.Browser.SubmitAsync("Choose all 3 of Contoso Regional", ("Form.Then", then));

        Assert.Empty(await ChosenAsync(visit));
    }

    private async Task<Visit> ArriveAsync(string slug, string login)
    {
        var visit = await Visit.StartAsync(app, slug);
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(login));
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");
        return visit;
    }

    private static Task<List<long>> ChosenAsync(Visit visit) => visit.WithDatabaseAsync(async db =>
        (await db.AdsAccounts.Where(account => account.IsChosen).Select(account => account.AccountId).ToListAsync()).ConvertAll(id => id.Value).Order().ToList());

    private static string Text(AngleSharp.Dom.IElement? element) =>
        string.Join(' ', (element?.TextContent ?? "").Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
