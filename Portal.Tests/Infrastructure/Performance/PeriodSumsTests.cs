using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;
using Portal.Tests.Pages;

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>What is remembered for a page is what the database says without it, order by order.</summary>
public sealed class PeriodSumsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly Period Month = Period.Ending(AdsData.Yesterday, 30);
    private static readonly GrainFilter Filter = new(Month, null, null, null, null, null, null, "spend", true, "EUR");

    public static TheoryData<string> Kept => [.. Grains.All.Where(grain => grain.Query.Key is not null).Select(grain => grain.Key)];

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task Every_order_and_filter_gives_the_rows_and_totals_that_the_database_gives(string key)
    {
        var grain = Grains.Find(key)!;
        var org = await app.FoundAsync($"same-{key}");
        await Rows(org, history: 60).SaveAsync();
        GrainFilter[] filters =
        [
            .. new[] { "spend", "revenue", "cpc", "cpa", "clicks", "impressions", "conversions", "ctr", "roas", "number", "name", "account", "campaign" }.SelectMany(sort => new[] { Filter with { Sort = sort }, Filter with { Sort = sort, Descending = false } }),
            Filter with { Currency = "CHF" }, Filter with { Account = new AdsId<AdsAccount>(2) }, Filter with { Campaign = new AdsId<Campaign>(21) }, Filter with { LeastClicks = 100 }, Filter with { Home = "CHF" },
            .. new[] { "1", "7", "1003", "shoes 1", "SHOES", "nobody" }.Select(search => Filter with { Search = search }), Filter with { Search = "shoes", LeastClicks = 100, Currency = "EUR", Sort = "clicks" },
            Filter with { Search = "shoes", Sort = "name", Descending = false }, Filter with { Search = "1", Sort = "campaign" },
            .. grain.HasAdGroup ? [Filter with { Sort = "group" }, Filter with { Sort = "group", Descending = false }] : Array.Empty<GrainFilter>(),
            .. grain.HasStatus ? [Filter with { Sort = "status" }, Filter with { Sort = "status", Descending = false, Search = "shoes" }] : Array.Empty<GrainFilter>(),
            .. grain.HasStatus ? [Filter with { Status = "Paused" }, Filter with { Status = "Removed" }, Filter with { Status = "Active", Search = "shoes" }, Filter with { Status = "Paused", Search = "1001" }] : Array.Empty<GrainFilter>(),
        ];

        await app.InTenantAsync(org.Id, async services =>
        {
            var (list, state) = (services.GetRequiredService<GrainList>(), await StateAsync(services, 1));
            foreach (var filter in filters)
            {
                var now = await list.PageAsync(grain, filter, 2, 9, Month.Before, CancellationToken.None);
                var kept = await list.PageAsync(grain, filter with { State = state }, 2, 9, Month.Before, CancellationToken.None);
                Assert.Equal(now.Select(Line), kept.Select(Line));
                Assert.Equal(await TotalsAsync(list, grain, filter), await TotalsAsync(list, grain, filter with { State = state }));
            }

            Assert.NotEmpty(await list.PageAsync(grain, Filter, 2, 9, null, CancellationToken.None));
            Assert.True(key == "hours" || (await list.PageAsync(grain, Filter with { Search = "shoes 1", State = state }, 0, 9, null, CancellationToken.None)).Count > 0, "Nothing has the name that is sought.");
        });
    }

    [Theory]
    [InlineData("keywords", null)]
    [InlineData("search-terms", null)]
    [InlineData("hours", null)]
    [InlineData("hours", 21)]
    [InlineData("keywords", 21)]
    public async Task A_long_history_that_is_leapt_over_sums_to_the_same(string key, int? campaign)
    {
        var grain = Grains.Find(key)!;
        var org = await app.FoundAsync($"long-{key}-{campaign ?? 0}");
        await Rows(org, history: 300).SaveAsync();
        var filter = Filter with { Campaign = campaign is { } id ? new AdsId<Campaign>(id) : null, Sort = "impressions" };

        await app.InTenantAsync(org.Id, async services =>
        {
            var (list, state) = (services.GetRequiredService<GrainList>(), await StateAsync(services, 1));
            foreach (var period in new[] { Month, Period.Ending(AdsData.Yesterday.AddDays(-100), 30), Period.Ending(AdsData.Yesterday.AddDays(-900), 30), Period.Ending(AdsData.Yesterday, 700) })
            {
                var asked = filter with { Period = period };
                Assert.Equal(
                    (await list.PageAsync(grain, asked, 0, 200, null, CancellationToken.None)).Select(Line),
                    (await list.PageAsync(grain, asked with { State = state }, 0, 200, null, CancellationToken.None)).Select(Line));
            }
        });
    }

    [Fact]
    public async Task What_was_remembered_is_not_shown_once_the_data_has_changed()
    {
        var org = await app.FoundAsync("kept-changed");
        await Rows(org, history: 2).SaveAsync();
        await app.InTenantAsync(org.Id, async services =>
        {
            var (list, db) = (services.GetRequiredService<GrainList>(), services.GetRequiredService<PortalDb>());
            var before = await PageAsync(1);
            await db.KeywordDays.ExecuteDeleteAsync();

            Assert.Same(before, await PageAsync(1));
            Assert.NotEmpty(await list.TotalsAsync(Grains.Find("keywords")!, Filter with { State = await StateAsync(services, 1), Sort = "clicks" }, CancellationToken.None));
            Assert.Empty(await PageAsync(2));
            Assert.Empty(await list.TotalsAsync(Grains.Find("keywords")!, Filter with { State = await StateAsync(services, 2) }, CancellationToken.None));

            async Task<IReadOnlyList<GrainLine>> PageAsync(long version) =>
                await list.PageAsync(Grains.Find("keywords")!, Filter with { State = await StateAsync(services, version) }, 0, 50, null, CancellationToken.None);
        });
    }

    [Fact]
    public async Task An_account_that_is_no_longer_chosen_is_gone_at_once()
    {
        var org = await app.FoundAsync("kept-left");
        await Rows(org, history: 2).SaveAsync();
        await app.InTenantAsync(org.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var both = await KeptAsync(services);
            await db.AdsAccounts.Where(account => account.AccountId == new AdsId<AdsAccount>(2)).ExecuteUpdateAsync(set => set.SetProperty(account => account.IsChosen, false));

            var one = await KeptAsync(services);

            Assert.Equal(["CHF", "EUR"], both.Select(total => total.Currency).Order(StringComparer.Ordinal));
            Assert.Equal("EUR", Assert.Single(one).Currency);
        });
    }

    [Fact]
    public async Task Another_organisation_at_the_same_version_with_the_same_keywords_sees_its_own()
    {
        var (one, other) = (await app.FoundAsync("kept-one"), await app.FoundAsync("kept-other"));
        await Rows(one, history: 2).SaveAsync();
        await new AdsData(app, other).Account(1, "Berlin").SaveAsync();
        await app.InTenantAsync(one.Id, async services => Assert.NotEmpty(await KeptAsync(services)));

        await app.InTenantAsync(other.Id, async services => Assert.Empty(await KeptAsync(services)));
    }

    /// <summary>Two accounts of unlike currencies with rows of all grains, some alike, some without clicks or spend.</summary>
    private AdsData Rows(Organisation org, int history)
    {
        var data = new AdsData(app, org).Account(1, "Berlin").Account(2, "Z\u00fcrich", "CHF").Account(3, "Left", chosen: false);
        for (var word = 0; word < 3; word++)
        {
            data.Add(new SearchTerm { TenantId = org.Id, TermId = word, Text = $"shoes {word}", MatchType = "Exact" })
                .Add(new Place { TenantId = org.Id, PlaceId = word, LocationType = "Physical location", Country = "Shoes 1", State = "", MetroArea = "", County = "", City = "", MostSpecific = word == 0 ? "" : $"City {word}" })
                .Add(new DeviceType { TenantId = org.Id, DeviceTypeId = word, Name = $"shoes {word}" })
                .Add(new ReportedAudience { TenantId = org.Id, AudienceId = new(word), Name = $"shoes {word}", Type = "Custom" });
        }

        foreach (var account in new[] { 1L, 2L, 3L })
        {
            data.Campaign(account, account * 10, "Shoes").Campaign(account, (account * 10) + 1, account == 1 ? "Boots" : "Shoes");
            for (var number = 0; number < 8; number++)
            {
                AddEntity(data, org, account, number, history);
            }
        }

        return data;
    }

    private static void AddEntity(AdsData data, Organisation org, long account, int number, int history)
    {
        var (campaign, adGroup, id) = ((account * 10) + (number % 3), (account * 100) + (number / 2), (account * 1000) + number);
        if (number < 6)
        {
            var (name, status, removed) = ($"shoes {number % 4}", number % 2 == 0 ? "Active" : "Paused", number == 5 ? DateTimeOffset.UnixEpoch : (DateTimeOffset?)null);
            data.Add(new Keyword { TenantId = org.Id, AccountId = new(account), AdGroupId = new(adGroup), KeywordId = new(id), Text = name, MatchType = "Exact", Status = status, RemovedAt = removed })
                .Add(new AdGroup { TenantId = org.Id, AccountId = new(account), AdGroupId = new(id), CampaignId = new(campaign), Name = name, Status = status, RemovedAt = removed })
                .Add(new Ad { TenantId = org.Id, AccountId = new(account), AdGroupId = new(adGroup), AdId = new(id), Type = "ResponsiveSearch", Status = status, Headlines = name, Descriptions = "", RemovedAt = removed })
                .Add(new ReportedAssetGroup { TenantId = org.Id, AssetGroupId = new(id), Name = name });
        }

        // The last keyword has gaps, and one began within the month.
        for (var ago = 0; ago < (number == 5 ? 12 : history); ago += number == 7 ? 9 : 1)
        {
            var (date, clicks, spend) = (AdsData.Yesterday.AddDays(-ago), number == 3 ? 0 : ((number * 7) + ago) % 11, number == 4 ? 0 : 1_000_000L * ((number + ago) % 5));
            data
                .Add(new AdGroupDay { TenantId = org.Id, AccountId = new(account), AdGroupId = new(id), CampaignId = new(campaign), Date = date, Impressions = 100 + ago, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100 * (number % 3), RevenueMicros = 2 * spend })
                .Add(new KeywordDay { TenantId = org.Id, AccountId = new(account), AdGroupId = new(adGroup), KeywordId = new(id), CampaignId = new(campaign), Date = date, Impressions = 100 + ago, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100 * (number % 3), RevenueMicros = 2 * spend })
                .Add(new AdDay { TenantId = org.Id, AccountId = new(account), AdGroupId = new(adGroup), AdId = new(id), CampaignId = new(campaign), Date = date, Impressions = 100, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend })
                .Add(new SearchTermDay { TenantId = org.Id, AccountId = new(account), AdGroupId = new(adGroup), KeywordId = new(id), TermId = number % 4, CampaignId = new(campaign), Date = date, Impressions = 100 + number, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend })
                .Add(new GeographyDay { TenantId = org.Id, AccountId = new(account), CampaignId = new(campaign), PlaceId = number, Date = date, Impressions = 100, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend })
                .Add(new DeviceDay { TenantId = org.Id, AccountId = new(account), CampaignId = new(campaign), DeviceTypeId = number, Date = date, Impressions = 100, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend })
                .Add(new AudienceDay { TenantId = org.Id, AccountId = new(account), AdGroupId = new(adGroup), AudienceId = new(number % 4), AssociationId = number, CampaignId = new(campaign), Date = date, Impressions = 100, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend })
                .Add(new AssetGroupDay { TenantId = org.Id, AccountId = new(account), CampaignId = new(campaign), AssetGroupId = new(id), Date = date, Impressions = 100, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend })
                .Add(new CampaignHour { TenantId = org.Id, AccountId = new(account), CampaignId = new(campaign), Date = date, Hour = (number * 5) % 24, Impressions = 100 + number, Clicks = clicks, SpendMicros = spend, ConversionHundredths = 100, RevenueMicros = spend });
        }
    }

    /// <summary>A line with all its numbers, as one text.</summary>
    private static string Line(GrainLine line) => $"{line with { Trend = [] }} {string.Join(' ', line.Trend)}";

    private static async Task<IReadOnlyList<GrainTotal>> KeptAsync(IServiceProvider services) =>
        await services.GetRequiredService<GrainList>().TotalsAsync(Grains.Find("keywords")!, Filter with { State = await StateAsync(services, 1) }, CancellationToken.None);

    private static async Task<GrainState> StateAsync(IServiceProvider services, long version) => new(version, await services.GetRequiredService<PortalDb>().AdsAccounts
        .Where(account => account.IsChosen).Select(account => new GrainAccount(account.AccountId, account.CurrencyCode, account.Name, account.Number)).ToListAsync());

    private static async Task<IEnumerable<string>> TotalsAsync(GrainList list, Grain grain, GrainFilter filter) =>
        (await list.TotalsAsync(grain, filter, CancellationToken.None)).Select(total => total.ToString()).Order(StringComparer.Ordinal);
}
