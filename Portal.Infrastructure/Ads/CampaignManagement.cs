using System.Diagnostics.CodeAnalysis;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>The entities of an account (https://learn.microsoft.com/advertising/campaign-management-service/campaign-management-service-reference).</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class CampaignManagement(AdsCalls calls)
{
    /// <summary>Without it only Search campaigns come.</summary>
    private const string AllTypes = "Search, Shopping, DynamicSearchAds, Audience, Hotel, PerformanceMax, App";

    /// <summary>Without it the bidding scheme of such campaigns comes as null.</summary>
    private const string BiddingFields = "MaxConversionValueBiddingScheme, TargetImpressionShareBiddingScheme";

    private static readonly string[] AdTypes = ["ResponsiveSearch", "ExpandedText", "DynamicSearch", "ResponsiveAd", "Product", "AppInstall", "Hotel", "Text"];

    private static readonly AdsOperation GetCampaigns = Read("GetCampaignsByAccountId", "Campaigns/QueryByAccountId");
    private static readonly AdsOperation GetBudgets = Read("GetBudgetsByIds", "Budgets/QueryByIds");
    private static readonly AdsOperation GetAdGroups = Read("GetAdGroupsByCampaignId", "AdGroups/QueryByCampaignId");
    private static readonly AdsOperation GetAds = Read("GetAdsByAdGroupId", "Ads/QueryByAdGroupId");
    private static readonly AdsOperation GetKeywords = Read("GetKeywordsByAdGroupId", "Keywords/QueryByAdGroupId");

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

    public async Task<IReadOnlyList<RemoteBudget>> GetBudgetsAsync(AccountAccess access, CancellationToken ct)
    {
        var answer = await calls.SendAsync<GetBudgetsAnswer>(GetBudgets, access, new GetBudgetsBody(), ct);
        return [.. answer.Body.Budgets.Present().Select(budget => new RemoteBudget(
            new AdsId<SharedBudget>(budget.Id), budget.Name ?? "", Micros(budget.Amount) ?? 0, budget.BudgetType ?? "", budget.AssociationCount ?? 0))];
    }

    public async Task<IReadOnlyList<RemoteAdGroup>> GetAdGroupsAsync(AccountAccess access, AdsId<Campaign> campaign, CancellationToken ct)
    {
        var answer = await calls.SendAsync<GetAdGroupsAnswer>(GetAdGroups, access, new GetAdGroupsBody(campaign.Value), ct);
        return [.. answer.Body.AdGroups.Present().Select(group => new RemoteAdGroup(
            new AdsId<AdGroup>(group.Id), group.Name ?? "", group.Status ?? "", Micros(group.CpcBid?.Amount)))];
    }

    public async Task<IReadOnlyList<RemoteKeyword>> GetKeywordsAsync(AccountAccess access, AdsId<AdGroup> adGroup, CancellationToken ct)
    {
        var answer = await calls.SendAsync<GetKeywordsAnswer>(GetKeywords, access, new GetKeywordsBody(adGroup.Value), ct);
        return [.. answer.Body.Keywords.Present().Select(keyword => new RemoteKeyword(
            new AdsId<Keyword>(keyword.Id), keyword.Text ?? "", keyword.MatchType ?? "", keyword.Status ?? "", keyword.EditorialStatus, Micros(keyword.Bid?.Amount)))];
    }

    public async Task<IReadOnlyList<RemoteAd>> GetAdsAsync(AccountAccess access, AdsId<AdGroup> adGroup, CancellationToken ct)
    {
        var answer = await calls.SendAsync<GetAdsAnswer>(GetAds, access, new GetAdsBody(adGroup.Value, AdTypes), ct);
        return [.. answer.Body.Ads.Present().Select(ad => new RemoteAd(
            new AdsId<Ad>(ad.Id),
            ad.Type ?? "",
            ad.Status ?? "",
            ad.EditorialStatus,
            Lines(ad.Headlines, ad.TitlePart1, ad.TitlePart2, ad.TitlePart3, ad.Title),
            Lines(ad.Descriptions, ad.Text, ad.TextPart2),
            ad.FinalUrls.Present().FirstOrDefault()))];
    }

    private static string Lines(IReadOnlyList<WireAssetLink?>? links, params string?[] others) =>
        string.Join('\n', links.Present().Select(link => link.Asset?.Text).Concat(others).Where(text => !string.IsNullOrEmpty(text)));

    private static long? Micros(decimal? amount) => amount is { } value ? Money.Of(value, "").Micros : null;

    private static AdsOperation Read(string name, string path) => AdsOperation.Read(AdsService.CampaignManagement, name, path);
}
