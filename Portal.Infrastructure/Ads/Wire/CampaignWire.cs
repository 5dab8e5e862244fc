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
