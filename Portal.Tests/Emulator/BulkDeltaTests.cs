namespace Portal.Tests.Emulator;

/// <summary>What a file says that holds only what changed.</summary>
public sealed class BulkDeltaTests : IAsyncLifetime
{
    private EmulatorFixture emulator = null!;
    private BulkClient client = null!;
    private BulkSheet before = null!;

    public async ValueTask InitializeAsync()
    {
        emulator = await EmulatorFixture.StartAsync();
        client = await BulkClient.SignInAsync(emulator);
        before = await client.ReadAsync();
        emulator.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public ValueTask DisposeAsync() => emulator.DisposeAsync();

    [Fact]
    public async Task Nothing_changed_and_nothing_is_listed_but_the_account()
    {
        var delta = await client.DeltaAsync(before);

        Assert.Equal(["Format Version", "Account"], delta.Rows.Select(row => row["Type"]));
        Assert.Equal(before.SyncTime.AddMinutes(1), delta.SyncTime);
    }

    [Fact]
    public async Task A_renamed_campaign_is_listed_alone_and_with_the_moment_of_the_change()
    {
        var campaign = before.Of("Campaign")[0];
        await WriteAsync("PUT", "Campaigns", new { AccountId = 181000001, Campaigns = new[] { new { Id = campaign["Id"], Name = "Renamed, \"at last\"" } } });

        var delta = await client.DeltaAsync(before);

        var row = Assert.Single(delta.Rows, row => row["Type"] is not ("Format Version" or "Account"));
        Assert.Equal((campaign["Id"], "Renamed, \"at last\"", "11/23/2026 08:31:15.000"), (row["Id"], row["Campaign"], row["Modified Time"]));
    }

    [Fact]
    public async Task What_was_deleted_is_listed_as_deleted_but_its_children_are_not()
    {
        var campaign = before.Of("Campaign").First(row => row["Campaign Type"] == "Search");
        await WriteAsync("DELETE", "Campaigns", new { AccountId = 181000001, CampaignIds = new[] { campaign["Id"] } });

        var delta = await client.DeltaAsync(before);
        var full = await client.ReadAsync();

        Assert.Equal([("Campaign", campaign["Id"], "Deleted")], delta.Rows.Skip(2).Select(row => (row["Type"], row["Id"], row["Status"])));
        Assert.DoesNotContain(full.Rows, row => row["Id"] == campaign["Id"] || row["Parent Id"] == campaign["Id"] || row["Campaign"] == campaign["Campaign"]);
    }

    [Fact]
    public async Task Keywords_ads_and_ad_groups_are_listed_when_they_are_added_changed_or_deleted()
    {
        var keyword = before.Of("Keyword")[0];
        var adGroup = keyword["Parent Id"];
        var ad = before.Of("Responsive Search Ad").First(row => row["Parent Id"] == adGroup);
        var second = before.Of("Ad Group").First(row => row["Id"] != adGroup);
        await WriteAsync("POST", "Keywords", new { AdGroupId = adGroup, Keywords = new[] { new { Text = "brand new words", MatchType = "Exact" } } });
        await WriteAsync("PUT", "Keywords", new { AdGroupId = adGroup, Keywords = new[] { new { Id = keyword["Id"], Bid = new { Amount = 1.25 } } } });
        await WriteAsync("DELETE", "Ads", new { AdGroupId = adGroup, AdIds = new[] { ad["Id"] } });
        await WriteAsync("PUT", "AdGroups", new { CampaignId = second["Parent Id"], AdGroups = new[] { new { Id = second["Id"], Status = "Paused" } } });

        var delta = await client.DeltaAsync(before);

        Assert.Equal(
            ["Ad Group Paused", "Keyword Active", "Keyword Paused", "Responsive Search Ad Deleted"],
            delta.Rows.Skip(2).Select(row => $"{row["Type"]} {row["Status"]}").Order(StringComparer.Ordinal));
        Assert.Contains(delta.Of("Keyword"), row => row["Id"] == keyword["Id"] && row["Bid"] == "1.25");
        Assert.Contains(delta.Of("Keyword"), row => row["Keyword"] == "brand new words");
    }

    [Fact]
    public async Task A_shared_budget_is_listed_when_it_is_added_and_when_it_is_gone()
    {
        using var added = await client.CallAsync("/CampaignManagement/v13/Budgets", new { Budgets = new[] { new { Name = "New one", Amount = 50 } } });
        var id = (await EmulatorFixture.JsonAsync(added))["BudgetIds"]![0]!.GetValue<string>();
        var first = await client.DeltaAsync(before);
        await WriteAsync("DELETE", "Budgets", new { BudgetIds = new[] { id } });
        var second = await client.DeltaAsync(before);

        Assert.Equal(("New one", "50", "Active"), Told(Assert.Single(first.Of("Budget"))));
        Assert.Equal(("New one", "50", "Deleted"), Told(Assert.Single(second.Of("Budget"))));
        Assert.DoesNotContain((await client.ReadAsync("Budgets")).Of("Budget"), row => row["Id"] == id);

        static (string, string, string) Told(IReadOnlyDictionary<string, string> row) => (row["Budget Name"], row["Budget"], row["Status"]);
    }

    [Fact]
    public async Task A_change_within_the_second_of_the_sync_time_is_not_lost()
    {
        await using var own = await EmulatorFixture.StartAsync();
        var mine = await BulkClient.SignInAsync(own);
        var full = await mine.ReadAsync("Campaigns");
        using var changed = await own.Http.SendAsync(
            EmulatorFixture.Request("/CampaignManagement/v13/Campaigns", new { AccountId = 181000001, Campaigns = new[] { new { Id = full.Of("Campaign")[0]["Id"], Status = "Paused" } } },
                await own.SignInAsync(ReportingClient.Maria), 260001, 181000001, HttpMethod.Put), TestContext.Current.CancellationToken);

        Assert.Single((await mine.DeltaAsync(full, "Campaigns")).Of("Campaign"));
    }

    [Fact]
    public async Task In_market_audiences_come_each_time_under_the_customer()
    {
        var delta = await client.DeltaAsync(before, "InMarketAudiences");

        Assert.Equal(before.Of("In Market Audience").Select(row => row["Id"]), delta.Of("In Market Audience").Select(row => row["Id"]));
        Assert.All(delta.Of("In Market Audience"), row => Assert.Equal(("260001", "Customer"), (row["Parent Id"], row["Scope"])));
        Assert.All(before.Of("Remarketing List"), row => Assert.Equal(("181000001", "Account"), (row["Parent Id"], row["Scope"])));
    }

    [Fact]
    public async Task Quality_scores_have_no_delta()
    {
        var sheet = await client.ReadAsync("Keywords", request =>
        {
            request["DataScope"] = "EntityData,QualityScoreData";
            request["LastSyncTimeInUTC"] = "2026-11-23T08:31:00Z";
        });

        Assert.Equal(before.Of("Keyword").Count, sheet.Of("Keyword").Count);
    }

    private async Task WriteAsync(string method, string path, object body)
    {
        var tokens = await emulator.SignInAsync(ReportingClient.Maria);
        using var answer = await emulator.CallAsync($"/CampaignManagement/v13/{path}", body, tokens, 260001, 181000001, new HttpMethod(method));
        var errors = (await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode()))["PartialErrors"]!.AsArray();
        Assert.Empty(errors.Select(error => error!.ToJsonString()));
    }
}
