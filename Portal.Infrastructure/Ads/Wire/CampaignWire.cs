namespace Portal.Infrastructure.Ads.Wire;

internal sealed record GetCampaignsBody(long AccountId, string CampaignType, string ReturnAdditionalFields);

internal sealed record GetCampaignsAnswer(IReadOnlyList<WireCampaign?>? Campaigns);

internal sealed record WireCampaign(
    long Id,
    string? Name,
    string? Status,
    string? CampaignType,
    decimal? DailyBudget,
    string? BudgetType,
    long? BudgetId,
    WireTyped? BiddingScheme);

/// <summary>An object of which only the kind is read; what it holds depends on it.</summary>
internal sealed record WireTyped(string? Type);

internal sealed record UpdateCampaignsBody(long AccountId, IReadOnlyList<WireCampaignChange> Campaigns);

internal sealed record WireCampaignChange(long Id, string? Status, string? Name, decimal? DailyBudget);

/// <summary>Without ids it asks for all budgets of the account in the header.</summary>
internal sealed record GetBudgetsBody;

internal sealed record GetBudgetsAnswer(IReadOnlyList<WireBudget?>? Budgets);

internal sealed record WireBudget(long Id, string? Name, decimal? Amount, string? BudgetType, int? AssociationCount);

internal sealed record GetAdGroupsBody(long CampaignId);

internal sealed record GetAdGroupsAnswer(IReadOnlyList<WireAdGroup?>? AdGroups);

internal sealed record WireAdGroup(long Id, string? Name, string? Status, WireBid? CpcBid);

internal sealed record WireBid(decimal? Amount);

internal sealed record GetKeywordsBody(long AdGroupId);

internal sealed record GetKeywordsAnswer(IReadOnlyList<WireKeyword?>? Keywords);

internal sealed record WireKeyword(long Id, string? Text, string? MatchType, string? Status, string? EditorialStatus, WireBid? Bid);

internal sealed record GetAdsBody(long AdGroupId, IReadOnlyList<string> AdTypes);

internal sealed record GetAdsAnswer(IReadOnlyList<WireAd?>? Ads);

/// <summary>The texts of every kind of ad side by side; a kind leaves the others out.</summary>
internal sealed record WireAd(
    long Id,
    string? Type,
    string? Status,
    string? EditorialStatus,
    IReadOnlyList<WireAssetLink?>? Headlines,
    IReadOnlyList<WireAssetLink?>? Descriptions,
    string? Title,
    string? TitlePart1,
    string? TitlePart2,
    string? TitlePart3,
    string? Text,
    string? TextPart2,
    IReadOnlyList<string?>? FinalUrls);

internal sealed record WireAssetLink(WireAsset? Asset);

internal sealed record WireAsset(string? Text);
