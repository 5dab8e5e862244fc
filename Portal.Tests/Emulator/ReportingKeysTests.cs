namespace Portal.Tests.Emulator;

/// <summary>Rows that a careless key would take for one, and values that a careless reader would cut.</summary>
public sealed class ReportingKeysTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private static readonly DateOnly first = new(2026, 10, 1);
    private static readonly DateOnly last = new(2026, 10, 14);

    [Theory]
    [InlineData("SearchQuery", "CampaignId CampaignType AdGroupId AssetGroupId KeywordId SearchQuery DeliveredMatchType", "KeywordId DeliveredMatchType AdGroupId SearchQuery")]
    [InlineData("Geographic", "CampaignId CampaignType AdGroupId AssetGroupId Country State City LocationId LocationType", "LocationType LocationId AdGroupId")]
    [InlineData("Audience", "CampaignId AdGroupId AudienceId AssociationId", "AdGroupId AssociationId")]
    [InlineData("Conversion", "CampaignId AdGroupId KeywordId GoalId", "GoalId KeywordId")]
    [InlineData("AssetGroup", "CampaignId AssetGroupId", "AssetGroupId")]
    [InlineData("ProductDimension", "CampaignId CampaignType AdGroupId AssetGroupId MerchantProductId", "MerchantProductId")]
    public async Task The_whole_key_is_unique_and_each_part_of_it_is_needed(string grain, string key, string needed)
    {
        var client = await ReportingClient.SignInAsync(emulator);
        string[] names = ["TimePeriod", .. key.Split(' ')];

        var rows = (await client.ReadAsync(grain, $"{string.Join(' ', names)} Clicks", first, last)).Rows;

        Assert.Equal(rows.Count, Distinct(rows, names));
        Assert.All(needed.Split(' '), name => Assert.True(Distinct(rows, names.Except([name])) < rows.Count, $"{name} is not needed."));
    }

    [Fact]
    public async Task The_same_search_comes_under_several_keywords_ad_groups_and_match_types()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var rows = (await client.ReadAsync("SearchQuery", "TimePeriod AdGroupId KeywordId SearchQuery DeliveredMatchType Clicks", first, last)).Rows;

        Assert.Contains(rows.GroupBy(row => row["SearchQuery"]), query => query.DistinctBy(row => row["AdGroupId"]).Count() > 1);
        Assert.Contains(rows.GroupBy(row => (row["AdGroupId"], row["SearchQuery"])), query => query.DistinctBy(row => row["KeywordId"]).Count() > 1);
        Assert.Contains(rows.GroupBy(row => (row["KeywordId"], row["SearchQuery"])), query => query.DistinctBy(row => row["DeliveredMatchType"]).Count() > 1);
    }

    [Fact]
    public async Task Search_terms_come_through_with_their_quotes_line_breaks_case_blanks_and_emoji()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var terms = (await client.ReadAsync("SearchQuery", "TimePeriod CampaignId SearchQuery Clicks", new(2026, 8, 1), last)).Rows.Select(row => row["SearchQuery"]).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "Microsoft Corporation", "microsoft corporation", "Microsoft Corporation ", "shoes, men, \"wide fit\"", "first line\nsecond line",
                "first line\r\nsecond line", "👟 größe 46 👟", "caf\u00e9", "cafe\u0301", "Rows: 6",
            },
            terms);
    }

    [Fact]
    public async Task Cities_of_one_name_lie_in_several_states_and_some_places_have_no_city_or_no_id()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var rows = (await client.ReadAsync("Geographic", "TimePeriod CampaignId Country State City LocationId LocationType Clicks", first, last)).Rows;

        Assert.True(rows.Where(row => row["City"] == "Springfield").DistinctBy(row => row["State"]).Count() > 1);
        Assert.Contains(rows, row => row["City"].Length == 0 && row["State"].Length > 0);
        Assert.Contains(rows, row => row["LocationId"].Length == 0 && row["Country"].Length == 0);
    }

    [Theory]
    [InlineData("AdGroup", "AdGroupId")]
    [InlineData("Ad", "AdId")]
    [InlineData("SearchQuery", "SearchQuery AdGroupId")]
    [InlineData("Geographic", "Country AdGroupId")]
    public async Task Performance_max_is_left_out_beside_ad_groups_until_its_type_is_asked_for(string grain, string columns)
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var without = await client.ReadAsync(grain, $"TimePeriod CampaignId {columns} Clicks", last, last);
        var with = await client.ReadAsync(grain, $"TimePeriod CampaignId CampaignType {columns} Clicks", last, last);

        var more = with.Rows.ExceptBy(without.Rows.Select(row => row["CampaignId"]), row => row["CampaignId"]).ToList();
        Assert.NotEmpty(more);
        Assert.All(more, row => Assert.Equal(("Performance max", ""), (row["CampaignType"], row[columns.Split(' ')[^1]])));
    }

    [Fact]
    public async Task Some_of_performance_max_belongs_to_no_asset_group()
    {
        var client = await ReportingClient.SignInAsync(emulator);

        var rows = (await client.ReadAsync("SearchQuery", "TimePeriod CampaignId CampaignType AdGroupId AssetGroupId KeywordId SearchQuery Clicks", first, last)).Rows
            .Where(row => row["CampaignType"] == "Performance max").ToList();

        Assert.Contains(rows, row => row["AssetGroupId"].Length > 0);
        Assert.Contains(rows, row => row["AssetGroupId"].Length == 0);
        Assert.All(rows, row => Assert.Equal(("", ""), (row["AdGroupId"], row["KeywordId"])));
    }

    private static int Distinct(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, IEnumerable<string> names) =>
        rows.Select(row => string.Join('\0', names.Select(name => row[name]))).Distinct(StringComparer.Ordinal).Count();
}
