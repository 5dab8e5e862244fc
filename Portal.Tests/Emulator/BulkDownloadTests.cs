using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator.Bulk;

namespace Portal.Tests.Emulator;

/// <summary>Downloading an account as a bulk file.</summary>
public sealed class BulkDownloadTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task A_download_is_in_progress_twice_and_then_has_an_address()
    {
        var client = await BulkClient.SignInAsync(emulator);
        var id = await client.AcceptedAsync(client.Request("Campaigns"));

        var (first, second, third) = (await client.StatusAsync(id), await client.StatusAsync(id), await client.StatusAsync(id));

        Assert.Matches("^[0-9]{18}$", id);
        Assert.Equal(["RequestStatus", "ResultFileUrl", "PercentComplete", "ForwardCompatibilityMap", "Errors"], first.Select(property => property.Key));
        Assert.Equal(
            [("InProgress", 0, false), ("InProgress", 50, false), ("Completed", 100, true)],
            new[] { first, second, third }.Select(status => (status["RequestStatus"]!.GetValue<string>(), status["PercentComplete"]!.GetValue<int>(), status["ResultFileUrl"] is not null)));
        Assert.Null(third["Errors"]);
    }

    [Fact]
    public async Task The_file_begins_with_a_mark_a_header_the_version_and_the_account()
    {
        var client = await BulkClient.SignInAsync(emulator);
        var status = await client.FinishAsync(client.Request("Campaigns"));

        var lines = (await client.TextAsync(status["ResultFileUrl"]!.GetValue<string>())).Split("\r\n");

        Assert.StartsWith("\uFEFFType,Status,Id,Parent Id,Sub Type,Campaign,Ad Group,Website,Sync Time,Client Id,Modified Time,Name,", lines[0]);
        Assert.StartsWith("Format Version,,,,,,,,,,,6.0,", lines[1]);
        Assert.StartsWith("Account,,181000001,260001,,,,,11/23/2026 08:30:15,,,,", lines[2]);
    }

    [Fact]
    public async Task Every_asked_for_record_type_is_there_and_no_other()
    {
        var client = await BulkClient.SignInAsync(emulator);

        var all = await client.ReadAsync();
        var few = await client.ReadAsync("Keywords Labels");

        Assert.Equal(RecordNames, all.Rows.Select(row => row["Type"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["Account", "Format Version", "Keyword", "Label"], few.Rows.Select(row => row["Type"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(all.Of("Keyword").Count, few.Of("Keyword").Count);
        Assert.Equal(all.Of("Keyword").Select(row => row["Id"]), few.Of("Keyword").Select(row => row["Id"]));
    }

    [Fact]
    public async Task What_the_file_says_is_what_campaign_management_says()
    {
        var client = await BulkClient.SignInAsync(emulator);
        using var answer = await client.CallAsync(
            "/CampaignManagement/v13/Campaigns/QueryByAccountId",
            new { AccountId = 181000001, CampaignType = "Search, Shopping, DynamicSearchAds, Audience, Hotel, PerformanceMax, App" });
        var expected = (await EmulatorFixture.JsonAsync(answer))["Campaigns"]!.AsArray();

        var sheet = await client.ReadAsync("Campaigns");

        Assert.Equal(
            expected.Select(campaign => (Text(campaign!, "Id"), Text(campaign!, "Name"), Text(campaign!, "Status"), Text(campaign!, "CampaignType"), campaign!["DailyBudget"]!.GetValue<decimal>())),
            sheet.Of("Campaign").Select(row => (row["Id"], row["Campaign"], row["Status"], row["Campaign Type"], ReportingText(row["Budget"]))));
        Assert.Equal(7, sheet.Of("Campaign").Select(row => row["Campaign Type"]).Distinct().Count());
        Assert.All(sheet.Of("Campaign"), row => Assert.Matches(@"^[0-9]{2}/[0-9]{2}/20[0-9]{2} [0-9:]{8}\.[0-9]{3}$", row["Modified Time"]));
    }

    [Fact]
    public async Task Children_name_their_parents_and_awkward_texts_come_through_whole()
    {
        var client = await BulkClient.SignInAsync(emulator);

        var sheet = await client.ReadAsync();

        var campaigns = sheet.Of("Campaign").ToDictionary(row => row["Id"], row => row["Campaign"]);
        var adGroups = sheet.Of("Ad Group").ToDictionary(row => row["Id"]);
        Assert.All(adGroups.Values, row => Assert.Equal(campaigns[row["Parent Id"]], row["Campaign"]));
        Assert.All(sheet.Of("Keyword").Concat(sheet.Of("Responsive Search Ad")).Concat(sheet.Of("Ad Group Negative Keyword")), row =>
            Assert.Equal((adGroups[row["Parent Id"]]["Ad Group"], adGroups[row["Parent Id"]]["Campaign"]), (row["Ad Group"], row["Campaign"])));
        Assert.Contains(sheet.Of("Keyword"), row => row["Keyword"] == "\"wide fit\" shoes, men");
        Assert.All(sheet.Of("Asset Group"), row => Assert.True(JsonNode.Parse(row["Headlines"])!.AsArray().Count >= 3));
        Assert.Contains(sheet.Of("Responsive Search Ad"), row => row["Headline"].Contains("\"pinnedField\":\"Headline1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Associations_point_at_what_is_in_the_same_file()
    {
        var client = await BulkClient.SignInAsync(emulator);

        var sheet = await client.ReadAsync();

        var ids = sheet.Rows.Select(row => row["Id"]).ToHashSet();
        var labels = sheet.Of("Label").Select(row => row["Id"]).ToHashSet();
        Assert.All(sheet.Rows.Where(row => row["Type"].EndsWith(" Label", StringComparison.Ordinal)), row => Assert.True(labels.Contains(row["Id"]) && ids.Contains(row["Parent Id"])));
        Assert.All(sheet.Of("Ad Group Remarketing List Association"), row => Assert.Contains(row["Audience Id"], sheet.Of("Remarketing List").Select(list => list["Id"])));
        Assert.All(sheet.Of("Campaign Sitelink Ad Extension"), row => Assert.Contains(row["Id"], sheet.Of("Sitelink Ad Extension").Select(extension => extension["Id"])));
    }

    [Theory]
    [InlineData("Csv", "GZip")]
    [InlineData("Tsv", "Zip")]
    [InlineData("Tsv", "GZip")]
    public async Task Other_file_types_and_compressions_hold_the_same(string fileType, string compression)
    {
        var client = await BulkClient.SignInAsync(emulator);

        var usual = await client.ReadAsync();
        var other = await client.ReadAsync(change: request => (request["DownloadFileType"], request["CompressionType"]) = (fileType, compression));

        Assert.Equal(usual.Told, other.Told);
    }

    [Fact]
    public async Task Quality_scores_come_when_they_are_asked_for()
    {
        var client = await BulkClient.SignInAsync(emulator);

        var without = await client.ReadAsync("Keywords");
        var with = await client.ReadAsync("Keywords", request => request["DataScope"] = "EntityData, QualityScoreData");

        Assert.DoesNotContain("Quality Score", without.Columns);
        Assert.All(with.Of("Keyword"), row => Assert.InRange(ReportingText(row["Quality Score"]), 1, 10));
    }

    [Fact]
    public async Task A_download_by_campaigns_holds_those_only()
    {
        var client = await BulkClient.SignInAsync(emulator);
        var all = await client.ReadAsync("Campaigns Keywords");
        var wanted = all.Of("Campaign").Where(row => row["Campaign Type"] == "Search").Take(2).Select(row => row["Id"]).ToList();

        var some = await client.ReadAsync(
            client.Request("Campaigns Keywords", request => request["Campaigns"] = new JsonArray([.. wanted.Select(id => new JsonObject { ["CampaignId"] = id, ["ParentAccountId"] = "181000001" })])),
            "CampaignIds");

        Assert.Equal(wanted, some.Of("Campaign").Select(row => row["Id"]));
        var names = some.Of("Campaign").Select(row => row["Campaign"]).ToHashSet();
        Assert.Equal(all.Of("Keyword").Where(row => names.Contains(row["Campaign"])).Select(row => row["Id"]), some.Of("Keyword").Select(row => row["Id"]));
    }

    [Fact]
    public async Task An_address_ends_after_five_minutes_and_the_status_gives_a_new_one()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var client = await BulkClient.SignInAsync(own);
        var id = await client.AcceptedAsync(client.Request("Campaigns"));
        var old = (await client.FinishAsync(id))["ResultFileUrl"]!.GetValue<string>();
        own.Clock.Advance(TimeSpan.FromMinutes(6));

        using var late = await own.Http.GetAsync(new Uri(old), TestContext.Current.CancellationToken);
        var fresh = (await client.StatusAsync(id))["ResultFileUrl"]!.GetValue<string>();
        using var again = await own.Http.GetAsync(new Uri(fresh), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (late.StatusCode, again.StatusCode));
        Assert.Contains("<Code>AuthenticationFailed</Code>", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_too_many_keywords_can_only_be_had_by_campaigns()
    {
        await using var own = await EmulatorFixture.StartAsync(options => options.Bulk = new BulkOptions { MostKeywords = 100 });
        var client = await BulkClient.SignInAsync(own);

        Assert.Equal(3207, await client.RefusedAsync(client.Request("Campaigns")));
        own.App.Services.GetRequiredService<Downloads>().Options = new BulkOptions();
        Assert.NotEmpty((await client.ReadAsync("Campaigns")).Of("Campaign"));
    }

    private static readonly string[] RecordNames =
    [
        "Account", "Account Callout Ad Extension", "Account Sitelink Ad Extension", "Account Structured Snippet Ad Extension", "Ad Group",
        "Ad Group Custom Audience Association", "Ad Group In Market Audience Association", "Ad Group Label", "Ad Group Negative Keyword",
        "Ad Group Remarketing List Association", "Asset Group", "Budget", "Call Ad Extension", "Callout Ad Extension", "Campaign",
        "Campaign Call Ad Extension", "Campaign Callout Ad Extension", "Campaign Label", "Campaign Negative Keyword",
        "Campaign Negative Keyword List Association", "Campaign Sitelink Ad Extension", "Campaign Structured Snippet Ad Extension",
        "Custom Audience", "Expanded Text Ad", "Format Version", "In Market Audience", "Keyword", "Keyword Label", "Label",
        "Negative Keyword List", "Remarketing List", "Responsive Search Ad", "Responsive Search Ad Label", "Shared Negative Keyword",
        "Sitelink Ad Extension", "Structured Snippet Ad Extension",
    ];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static decimal ReportingText(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
