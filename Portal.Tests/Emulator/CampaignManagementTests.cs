using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Tests.Emulator;

/// <summary>Campaigns, budgets and what hangs on them. Each test that changes something has an emulator of its own.</summary>
public sealed class CampaignManagementTests(EmulatorFixture shared) : IClassFixture<EmulatorFixture>
{
    private const string AllTypes = "Search, Shopping, DynamicSearchAds, Audience, Hotel, PerformanceMax, App";
    private const long Customer = 260001;
    private const long Account = 181000001;

    [Fact]
    public async Task Without_a_type_only_search_campaigns_come_back()
    {
        var campaigns = await CampaignsAsync(shared, null);

        Assert.NotEmpty(campaigns);
        Assert.All(campaigns, campaign => Assert.Equal("Search", campaign["CampaignType"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_spelling_of_the_types_gives_the_same_campaigns()
    {
        JsonNode[] spellings = ["Search, Audience", "Search,Audience", "Search Audience", "audience,search", 9, "9", new JsonArray("Search", "Audience")];

        var counts = await Task.WhenAll(spellings.Select(async spelling => (await CampaignsAsync(shared, spelling)).Count));

        Assert.True(counts[0] > (await CampaignsAsync(shared, "Search")).Count);
        Assert.Equal([counts[0]], counts.Distinct());
    }

    [Fact]
    public async Task An_account_has_campaigns_of_every_type_with_ids_of_nine_digits_and_names_of_their_own()
    {
        var campaigns = await CampaignsAsync(shared, AllTypes);

        Assert.Equal(7, campaigns.Select(campaign => Text(campaign, "CampaignType")).Distinct().Count());
        Assert.All(campaigns, campaign => Assert.Matches("^[1-9][0-9]{8}$", Text(campaign, "Id")));
        Assert.Equal(campaigns.Count, campaigns.Select(campaign => Text(campaign, "Name").ToUpperInvariant()).Distinct().Count());
    }

    [Fact]
    public async Task A_campaign_has_the_eighteen_live_properties_and_more_only_on_request()
    {
        var tokens = await shared.SignInAsync(ReportingClient.Maria);

        var plain = (await CampaignsAsync(shared, null))[0];
        var answer = await PostAsync(shared, tokens, "Campaigns/QueryByAccountId", new { AccountId = Account, ReturnAdditionalFields = "BidStrategyId,IsPolitical" });

        Assert.Equal(
            [
                "Id", "Name", "Status", "DailyBudget", "BudgetType", "TimeZone", "Settings", "CampaignType", "SubType", "AudienceAdsBidAdjustment",
                "TrackingUrlTemplate", "FinalUrlSuffix", "UrlCustomParameters", "BiddingScheme", "BudgetId", "Languages", "ExperimentId", "ForwardCompatibilityMap",
            ],
            plain.Select(property => property.Key));
        Assert.Equal(["BidStrategyId", "IsPolitical"], answer["Campaigns"]![0]!.AsObject().Skip(18).Select(property => property.Key));
    }

    [Fact]
    public async Task The_first_ad_group_holds_the_keywords_that_break_readers()
    {
        var tokens = await shared.SignInAsync(ReportingClient.Maria);
        var campaign = (await CampaignsAsync(shared, null))[0];

        var adGroups = await PostAsync(shared, tokens, "AdGroups/QueryByCampaignId", new { CampaignId = Text(campaign, "Id") });
        var keywords = await PostAsync(shared, tokens, "Keywords/QueryByAdGroupId", new { AdGroupId = Text(adGroups["AdGroups"]![0]!, "Id") });

        var texts = keywords["Keywords"]!.AsArray().Select(keyword => Text(keyword!, "Text")).ToList();
        Assert.Contains("Microsoft Corporation", texts);
        Assert.Contains(texts, text => text.StartsWith('='));
        Assert.All(keywords["Keywords"]!.AsArray(), keyword => Assert.Matches("^[0-9]{14}$", Text(keyword!, "Id")));
    }

    [Fact]
    public async Task Responsive_search_ads_have_the_live_shape()
    {
        var tokens = await shared.SignInAsync(ReportingClient.Maria);
        var campaign = (await CampaignsAsync(shared, null))[0];
        var adGroups = await PostAsync(shared, tokens, "AdGroups/QueryByCampaignId", new { CampaignId = Text(campaign, "Id") });

        var ads = await PostAsync(shared, tokens, "Ads/QueryByAdGroupId", new { AdGroupId = Text(adGroups["AdGroups"]![0]!, "Id"), AdTypes = new[] { "ResponsiveSearch" } });

        var ad = ads["Ads"]![0]!;
        Assert.InRange(ad["Headlines"]!.AsArray().Count, 3, 15);
        Assert.All(ad["Headlines"]!.AsArray(), headline => Assert.InRange(Text(headline!["Asset"]!, "Text").Length, 1, 30));
        Assert.Equal(("ResponsiveSearch", "0"), (Text(ad, "Type"), Text(ad, "DevicePreference")));
    }

    [Fact]
    public async Task One_item_fails_by_its_index_and_the_others_go_through()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var campaign = (await CampaignsAsync(emulator, null))[0];

        var answer = await PutAsync(emulator, new { Id = "999999999", Status = "Paused" }, new { Id = Text(campaign, "Id"), Status = "Paused", Name = "Renamed" });

        var error = Assert.Single(answer["PartialErrors"]!.AsArray())!;
        Assert.Equal((0, 1100, "BatchError"), (error["Index"]!.GetValue<int>(), error["Code"]!.GetValue<int>(), Text(error, "Type")));
        var changed = (await CampaignsAsync(emulator, null))[0];
        Assert.Equal(("Paused", "Renamed"), (Text(changed, "Status"), Text(changed, "Name")));
    }

    [Fact]
    public async Task The_budget_of_a_campaign_on_a_shared_budget_changes_only_by_leaving_it()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var campaign = (await CampaignsAsync(emulator, AllTypes)).First(found => found["BudgetId"] is not null);

        var refused = await PutAsync(emulator, new { Id = Text(campaign, "Id"), DailyBudget = 75.5 });
        var left = await PutAsync(emulator, new { Id = Text(campaign, "Id"), BudgetId = "0", DailyBudget = 75.5 });

        Assert.Equal([1159], Codes(refused));
        Assert.Empty(Codes(left));
        var after = (await CampaignsAsync(emulator, AllTypes)).First(found => Text(found, "Id") == Text(campaign, "Id"));
        Assert.Equal((75.5m, null), (after["DailyBudget"]!.GetValue<decimal>(), after["BudgetId"]));
    }

    [Fact]
    public async Task Shared_budgets_count_their_campaigns()
    {
        var tokens = await shared.SignInAsync(ReportingClient.Maria);
        var campaigns = await CampaignsAsync(shared, AllTypes);

        var budgets = await PostAsync(shared, tokens, "Budgets/QueryByIds", new { });

        Assert.NotEmpty(budgets["Budgets"]!.AsArray());
        Assert.All(budgets["Budgets"]!.AsArray(), budget => Assert.Equal(
            campaigns.Count(campaign => campaign["BudgetId"]?.GetValue<string>() == Text(budget!, "Id")), budget!["AssociationCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Names_are_unique_whatever_their_case()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var campaigns = await CampaignsAsync(emulator, AllTypes);

        var answer = await PutAsync(emulator, new { Id = Text(campaigns[1], "Id"), Name = Text(campaigns[0], "Name").ToUpperInvariant() });

        Assert.Equal([1115], Codes(answer));
    }

    [Fact]
    public async Task More_than_a_hundred_campaigns_refuse_the_whole_call()
    {
        var tokens = await shared.SignInAsync(ReportingClient.Maria);
        var many = Enumerable.Range(1, 101).Select(id => new { Id = id, Status = "Paused" });

        using var answer = await shared.CallAsync("/CampaignManagement/v13/Campaigns", new { AccountId = Account, Campaigns = many }, tokens, Customer, Account, HttpMethod.Put);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(1114, ReportingClient.Code(await EmulatorFixture.JsonAsync(answer)));
    }

    [Fact]
    public async Task A_paused_account_takes_no_changes()
    {
        var tokens = await shared.SignInAsync("anna@contoso.example");

        using var answer = await shared.CallAsync(
            "/CampaignManagement/v13/Campaigns", new { Campaigns = new[] { new { Id = 1, Status = "Paused" } } }, tokens, 250002, 180000002, HttpMethod.Put);

        Assert.Equal(1008, ReportingClient.Code(await EmulatorFixture.JsonAsync(answer)));
    }

    [Fact]
    public async Task An_added_campaign_is_paused_at_first_and_gone_once_deleted()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(ReportingClient.Maria);
        var item = new { Name = "Shoes 2", DailyBudget = 50, BudgetType = "DailyBudgetStandard", TimeZone = "EasternTimeUSCanada" };

        var added = await PostAsync(emulator, tokens, "Campaigns", new { AccountId = Account, Campaigns = new[] { item, item } });
        var id = added["CampaignIds"]![0]!.GetValue<string>();
        var found = (await CampaignsAsync(emulator, null)).Single(campaign => Text(campaign, "Id") == id);
        using var deleted = await emulator.CallAsync(
            "/CampaignManagement/v13/Campaigns", new { AccountId = Account, CampaignIds = new[] { id } }, tokens, Customer, Account, HttpMethod.Delete);

        Assert.Equal([1115], Codes(added));
        Assert.Null(added["CampaignIds"]![1]);
        Assert.Equal(("Paused", "EnhancedCpc"), (Text(found, "Status"), Text(found["BiddingScheme"]!, "Type")));
        Assert.Empty(Codes(await EmulatorFixture.JsonAsync(deleted)));
        Assert.DoesNotContain(await CampaignsAsync(emulator, null), campaign => Text(campaign, "Id") == id);
    }

    [Fact]
    public async Task A_bad_word_in_a_keyword_is_an_editorial_error()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(ReportingClient.Maria);
        var campaign = (await CampaignsAsync(emulator, null))[0];
        var adGroups = await PostAsync(emulator, tokens, "AdGroups/QueryByCampaignId", new { CampaignId = Text(campaign, "Id") });

        var answer = await PostAsync(emulator, tokens, "Keywords", new
        {
            AdGroupId = Text(adGroups["AdGroups"]![0]!, "Id"),
            Keywords = new[] { new { Text = "fine shoes", MatchType = "Exact" }, new { Text = "xxx shoes", MatchType = "Exact" } },
        });

        var error = Assert.Single(answer["PartialErrors"]!.AsArray())!;
        Assert.Equal(("EditorialError", 1042, 1, "xxx"), (Text(error, "Type"), error["Code"]!.GetValue<int>(), error["Index"]!.GetValue<int>(), Text(error, "DisapprovedText")));
        Assert.NotNull(answer["KeywordIds"]![0]);
        Assert.Null(answer["KeywordIds"]![1]);
    }

    [Fact]
    public async Task A_paused_campaign_has_no_numbers_from_the_next_day_on()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var campaign = (await CampaignsAsync(emulator, null))[0];
        await PutAsync(emulator, new { Id = Text(campaign, "Id"), Status = "Paused" });
        emulator.Clock.Advance(TimeSpan.FromDays(3));
        var client = await ReportingClient.SignInAsync(emulator);

        var report = await client.ReadAsync("Campaign", "TimePeriod CampaignId Clicks", new(2026, 11, 22), new(2026, 11, 25));

        Assert.Equal(["2026-11-22", "2026-11-23"], report.Rows.Where(row => row["CampaignId"] == Text(campaign, "Id")).Select(row => row["TimePeriod"]));
    }

    private static async Task<List<JsonObject>> CampaignsAsync(EmulatorFixture emulator, JsonNode? types)
    {
        var body = new JsonObject { ["AccountId"] = Account };
        if (types is not null)
        {
            body["CampaignType"] = types;
        }

        var answer = await PostAsync(emulator, await emulator.SignInAsync(ReportingClient.Maria), "Campaigns/QueryByAccountId", body);
        return [.. answer["Campaigns"]!.AsArray().Select(campaign => campaign!.AsObject())];
    }

    private static Task<JsonObject> PostAsync(EmulatorFixture emulator, Tokens tokens, string path, object body) =>
        emulator.ReadAsync($"/CampaignManagement/v13/{path}", body, tokens, Customer, Account);

    private static async Task<JsonObject> PutAsync(EmulatorFixture emulator, params object[] campaigns)
    {
        var tokens = await emulator.SignInAsync(ReportingClient.Maria);
        using var answer = await emulator.CallAsync(
            "/CampaignManagement/v13/Campaigns", new { AccountId = Account, Campaigns = campaigns }, tokens, Customer, Account, HttpMethod.Put);
        return await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode());
    }

    private static int[] Codes(JsonObject answer) => [.. answer["PartialErrors"]!.AsArray().Select(error => error!["Code"]!.GetValue<int>())];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
