using Microsoft.EntityFrameworkCore;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>What tells two rows of a report apart, grain by grain: rows that differ in one thing only are two rows.</summary>
public sealed class GrainKeysTests(TwoTenants database) : IClassFixture<TwoTenants>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Report, columns of the key by their names in the file, and rows of which each differs from the first in one of them.</summary>
    public static TheoryData<ReportKind, string, string[]> Rows => new()
    {
        { ReportKind.Ad, "CampaignId,AdGroupId,AdId,CampaignType", ["4,5,6,S", "4,5,7,S", "4,8,6,S"] },
        { ReportKind.Geography, "CampaignId,LocationId,LocationType,Country,State,MetroArea,County,City,MostSpecificLocation",
            ["4,43001,Physical location,US,Illinois,M,C,Springfield,Springfield", "5,43001,Physical location,US,Illinois,M,C,Springfield,Springfield",
             "4,43002,Physical location,US,Illinois,M,C,Springfield,Springfield", "4,43001,Location of interest,US,Illinois,M,C,Springfield,Springfield",
             "4,43001,Physical location,US,Missouri,M,C,Springfield,Springfield", "4,,Physical location,US,Illinois,M,C,Springfield,Springfield",
             "4,43001,Physical location,US,Illinois,M,,CSpringfield,Springfield", "4,43001,Physical location,US,Illinois,M,C,springfield,Springfield", "4,,,,,,,,"] },
        { ReportKind.Device, "CampaignId,DeviceType", ["4,Computer", "5,Computer", "4,computer", "4,Computer ", "4,Foldable phone", "4,"] },
        { ReportKind.Audience, "CampaignId,AdGroupId,AudienceId,AssociationId,AudienceName,AudienceType", ["4,5,6,7,Buyers,Custom", "4,8,6,7,Buyers,Custom", "4,5,9,7,Buyers,Custom", "4,5,6,10,Buyers,Custom", "4,5,6,,Buyers,Custom"] },
        { ReportKind.AssetGroup, "CampaignId,AssetGroupId,AssetGroupName", ["4,5,Shoes", "6,5,Shoes", "4,7,Shoes"] },
        { ReportKind.CampaignHour, "CampaignId", ["4", "5"] },
        { ReportKind.CampaignShare, "CampaignId", ["4", "5"] },
        { ReportKind.AdGroupShare, "CampaignId,AdGroupId,CampaignType", ["4,5,S", "4,6,S"] },
        { ReportKind.Goal, "CampaignId,GoalId,Goal,GoalType", ["4,5,Sign-up,Url", "6,5,Sign-up,Url", "4,7,Sign-up,Url", "4,,Sign-up,Url", "4,,Sign-up,Event", "4,,sign-up,Url", "4,,,Url"] },
        { ReportKind.SearchTerm, "CampaignId,AdGroupId,KeywordId,SearchQuery,DeliveredMatchType,CampaignType",
            ["4,5,6,shoes,Exact,S", "4,7,6,shoes,Exact,S", "4,5,8,shoes,Exact,S", "4,5,,shoes,Exact,S", "4,5,6,shoes,Phrase,S", "4,5,6,Shoes,Exact,S", "4,5,6,shoes ,Exact,S", "4,5,6, shoes,Exact,S",
             "4,5,6,shoes\n,Exact,S", "4,5,6,shoes\r\n,Exact,S", "4,5,6,shoes 👟,Exact,S", "4,5,6,shoes \"\"wide\"\",Exact,S", "4,5,6,caf\u00e9,Exact,S", "4,5,6,cafe\u0301,Exact,S", "4,5,6,shoes\0,Exact,S",
             "4,5,6,shoesE,xact,S", "4,5,6,Microsoft Corporation,Exact,S", "4,5,6,,Exact,S"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Rows_that_differ_in_one_thing_are_two(ReportKind report, string keys, string[] rows)
    {
        await IngestAsync(report, keys, []);

        var ingested = await IngestAsync(report, keys, rows);

        Assert.Equal((rows.Length, 0L, new Replaced(rows.Length, 0, 0)), ((int)ingested.Rows, ingested.Skipped, ingested.Replaced));
        Assert.Equal(default, (await IngestAsync(report, keys, rows)).Replaced);
        await using var db = database.Open(database.Contoso);
        var texts = report switch
        {
            ReportKind.SearchTerm => await db.SearchTerms.Where(term => term.Text != "red boots").Select(term => term.Text).Distinct().CountAsync(Ct),
            ReportKind.Geography => await db.Places.CountAsync(Ct),
            ReportKind.Device => await db.DeviceTypes.CountAsync(Ct),
            _ => 0,
        };
        Assert.Equal(report switch { ReportKind.SearchTerm => 14, ReportKind.Geography => 8, ReportKind.Device => 5, _ => 0 }, texts);
    }

    [Theory]
    [InlineData(ReportKind.Ad, "CampaignId,AdGroupId,AdId,CampaignType", "4,,,Performance max", "4,5,6,S")]
    [InlineData(ReportKind.SearchTerm, "CampaignId,AdGroupId,KeywordId,SearchQuery,DeliveredMatchType,CampaignType", "4,,,shoes,Unknown,Performance max", "4,5,6,shoes,Exact,S")]
    [InlineData(ReportKind.Goal, "CampaignId,GoalId,Goal,GoalType", "4,,,", "4,5,Sign-up,Url")]
    [InlineData(ReportKind.AssetGroup, "CampaignId,AssetGroupId,AssetGroupName", "4,,", "4,5,Shoes")]
    public async Task Rows_that_are_not_of_the_grain_are_counted_and_left_out(ReportKind report, string keys, string other, string own)
    {
        var ingested = await IngestAsync(report, keys, [other, own]);

        Assert.Equal((2L, 1L), (ingested.Rows, ingested.Skipped));
    }

    [Fact]
    public async Task A_goal_and_an_audience_and_an_asset_group_bear_the_name_they_had_last()
    {
        await IngestAsync(ReportKind.Goal, "CampaignId,GoalId,Goal,GoalType", ["4,77,Sign-up,Url"]);
        await IngestAsync(ReportKind.Audience, "CampaignId,AdGroupId,AudienceId,AssociationId,AudienceName,AudienceType", ["4,5,77,7,Buyers,Custom"]);
        await IngestAsync(ReportKind.AssetGroup, "CampaignId,AssetGroupId,AssetGroupName", ["4,77,Shoes"]);

        await IngestAsync(ReportKind.Goal, "CampaignId,GoalId,Goal,GoalType", ["4,77,Registration,Event"]);
        await IngestAsync(ReportKind.Audience, "CampaignId,AdGroupId,AudienceId,AssociationId,AudienceName,AudienceType", ["4,5,77,7,Good buyers,Custom"]);
        await IngestAsync(ReportKind.AssetGroup, "CampaignId,AssetGroupId,AssetGroupName", ["4,77,Boots"]);

        await using var db = database.Open(database.Contoso);
        var goal = await db.ReportedGoals.SingleAsync(goal => goal.GoalId == new Portal.Domain.Ads.AdsId<Portal.Domain.Performance.ReportedGoal>(77), Ct);
        Assert.Equal(("Registration", "Event"), (goal.Name, goal.Type));
        Assert.Equal("Good buyers", (await db.ReportedAudiences.SingleAsync(audience => audience.AudienceId == new Portal.Domain.Ads.AdsId<Portal.Domain.Performance.ReportedAudience>(77), Ct)).Name);
        Assert.Equal("Boots", (await db.ReportedAssetGroups.SingleAsync(group => group.AssetGroupId == new Portal.Domain.Ads.AdsId<Portal.Domain.Performance.ReportedAssetGroup>(77), Ct)).Name);
    }

    [Fact]
    public async Task One_term_has_unlike_numbers_in_two_tenants_and_one_within_a_tenant()
    {
        const string Keys = "CampaignId,AdGroupId,KeywordId,SearchQuery,DeliveredMatchType,CampaignType";
        string[] rows = ["4,5,6,red boots,Exact,S", "4,7,6,red boots,Exact,S"];
        await IngestAsync(ReportKind.SearchTerm, Keys, rows);
        await IngestAsync(ReportKind.SearchTerm, Keys, rows, database.Fabrikam);

        var numbers = new List<long>();
        foreach (var tenant in new[] { database.Contoso, database.Fabrikam })
        {
            await using var db = database.Open(tenant);
            numbers.Add((await db.SearchTerms.SingleAsync(term => term.Text == "red boots", Ct)).TermId);
        }

        Assert.NotEqual(numbers[0], numbers[1]);
    }

    [Fact]
    public async Task A_number_that_stands_for_another_text_refuses_the_file_and_leaves_the_rows()
    {
        const string Keys = "CampaignId,AdGroupId,KeywordId,SearchQuery,DeliveredMatchType,CampaignType";
        await IngestAsync(ReportKind.SearchTerm, Keys, ["4,5,6,green boots,Exact,S"], database.Fabrikam);
        await using (var db = database.Open(database.Fabrikam))
        {
            await db.SearchTerms.Where(term => term.Text == "green boots").ExecuteUpdateAsync(set => set.SetProperty(term => term.Text, "another text of that number"), Ct);
        }

        await Assert.ThrowsAsync<ReportRefusedException>(() => IngestAsync(ReportKind.SearchTerm, Keys, ["4,5,9,green boots,Exact,S"], database.Fabrikam));

        await using var after = database.Open(database.Fabrikam);
        Assert.Equal(0, await after.SearchTermDays.CountAsync(day => day.KeywordId == new Portal.Domain.Ads.AdsId<Portal.Domain.Ads.Keyword>(9), Ct));
    }

    private async Task<Ingested> IngestAsync(ReportKind report, string keys, string[] rows, PortalTenant? tenant = null)
    {
        var shape = ReportShape.Of(report);
        string[] numbers = [.. shape.Measures.Select(measure => measure.Header), .. shape.Shares.Select(share => share.Header)];
        var file = new ReportText { Columns = $"TimePeriod,AccountId,{keys},{string.Join(',', numbers)}", Aggregation = shape.Aggregation };
        var time = shape.IsHourly ? "2026-08-04|7" : "2026-08-04";
        var zip = file.Zip([.. rows.Select(row => string.Join(',', new[] { time, "180000001" }.Concat(row.Split(',')).Concat(numbers.Select(_ => "1")).Select(field => $"\"{field}\"")))]);
        return await ReportFiles.IngestAsync(database, tenant ?? database.Contoso, zip, report);
    }
}
