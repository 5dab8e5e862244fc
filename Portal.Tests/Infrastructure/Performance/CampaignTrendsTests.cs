using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;
using Portal.Tests.Pages;

namespace Portal.Tests.Infrastructure.Performance;

public sealed class CampaignTrendsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly Period Week = Period.Ending(AdsData.Yesterday, 7);

    [Fact]
    public async Task Every_day_of_the_period_has_its_spend_and_a_day_without_data_a_zero()
    {
        var org = await app.FoundAsync("trend-days");
        await new AdsData(app, org).Account(1, "Berlin").Day(1, 11, 1, 70).Day(1, 11, 3, 50).Day(1, 11, 8, 30).SaveAsync();

        await app.InTenantAsync(org.Id, async services =>
        {
            var line = Assert.Single((await TrendsAsync(services, 1, (1, 11), (1, 12))).Campaigns);
            Assert.Equal([0, 0, 0, 0, 50_000_000, 0, 70_000_000], line.SpendMicros);
        });
    }

    [Fact]
    public async Task A_whole_page_is_remembered_in_any_order_until_the_data_changes()
    {
        var org = await app.FoundAsync("trend-memory");
        await new AdsData(app, org).Account(1, "Berlin").Day(1, 11, 1, 70).SaveAsync();

        // As many campaigns as a page shows at most, with the longest numbers there are.
        (long, long)[] page = [(1, 11), .. Enumerable.Range(0, 199).Select(number => (long.MaxValue, long.MaxValue - number))];
        await app.InTenantAsync(org.Id, async services =>
        {
            var before = await TrendsAsync(services, 1, page);
            await services.GetRequiredService<PortalDb>().CampaignDays.ExecuteDeleteAsync();

            Assert.Same(before, await TrendsAsync(services, 1, [.. page.Reverse()]));
            Assert.Empty((await TrendsAsync(services, 2, page)).Campaigns);
        });
    }

    [Fact]
    public async Task Another_organisation_with_the_same_campaign_sees_its_own_days()
    {
        var (one, other) = (await app.FoundAsync("trend-one"), await app.FoundAsync("trend-other"));
        await new AdsData(app, one).Account(1, "Berlin").Day(1, 11, 1, 70).SaveAsync();
        await new AdsData(app, other).Account(1, "Berlin").Day(1, 11, 1, 20).SaveAsync();
        await app.InTenantAsync(one.Id, services => TrendsAsync(services, 1, (1, 11)));

        await app.InTenantAsync(other.Id, async services => Assert.Equal(20_000_000, (await TrendsAsync(services, 1, (1, 11))).Campaigns.Single().SpendMicros[^1]));
    }

    private static Task<CampaignTrendLines> TrendsAsync(IServiceProvider services, long version, params (long Account, long Campaign)[] campaigns) =>
        services.GetRequiredService<CampaignTrends>().OfAsync(
            [.. campaigns.Select(one => (new AdsId<AdsAccount>(one.Account), new AdsId<Campaign>(one.Campaign)))], Week, version, CancellationToken.None);
}
