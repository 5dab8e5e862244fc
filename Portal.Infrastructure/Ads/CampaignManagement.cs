using System.Diagnostics.CodeAnalysis;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>
/// The campaigns of an account as they are this moment (https://learn.microsoft.com/advertising/campaign-management-service/getcampaignsbyaccountid);
/// everything else is read by the Bulk service.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class CampaignManagement(AdsCalls calls)
{
    /// <summary>Without it only Search campaigns come.</summary>
    private const string AllTypes = "Search, Shopping, DynamicSearchAds, Audience, Hotel, PerformanceMax, App";

    /// <summary>Without it the bidding scheme of such campaigns comes as null.</summary>
    private const string BiddingFields = "MaxConversionValueBiddingScheme, TargetImpressionShareBiddingScheme";

    private static readonly AdsOperation GetCampaigns = Read("GetCampaignsByAccountId", "Campaigns/QueryByAccountId");

    public async Task<IReadOnlyList<RemoteCampaign>> GetCampaignsAsync(AccountAccess access, CancellationToken ct)
    {
        var body = new GetCampaignsBody(access.AccountId.Value, AllTypes, BiddingFields);
        var answer = await calls.SendAsync<GetCampaignsAnswer>(GetCampaigns, access, body, ct);
        return [.. answer.Body.Campaigns.Present().Select(campaign => new RemoteCampaign(
            new AdsId<Campaign>(campaign.Id),
            campaign.Name ?? "",
            campaign.Status ?? "",
            campaign.CampaignType ?? "",
            Micros(campaign.DailyBudget),
            campaign.BudgetType,
            campaign.BudgetId is > 0 and var budget ? new AdsId<SharedBudget>(budget) : null,
            campaign.BiddingScheme?.Type))];
    }

    private static long? Micros(decimal? amount) => amount is { } value ? Money.Of(value, "").Micros : null;

    private static AdsOperation Read(string name, string path) => AdsOperation.Read(AdsService.CampaignManagement, name, path);
}
