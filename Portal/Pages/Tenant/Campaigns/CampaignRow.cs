using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>A campaign with what it did in the period.</summary>
public sealed record CampaignRow(CampaignFacts Facts, ChosenAccount Account, Totals Totals)
{
    public string Currency => Account.Currency;

    public string Status => Facts.IsRemoved ? StatusLook.Removed : Facts.Status;

    /// <summary>What a form sends to mean this campaign.</summary>
    public CampaignKey Key => new(Facts.AccountId, Facts.CampaignId);
}

/// <summary>A campaign in a form or an address: <c>account-campaign</c>.</summary>
public readonly record struct CampaignKey(AdsId<AdsAccount> AccountId, AdsId<Campaign> CampaignId)
{
    public static CampaignKey? Read(string? text) =>
        text?.Split('-') is [var account, var campaign]
        && AdsId<AdsAccount>.TryParse(account, null, out var accountId)
        && AdsId<Campaign>.TryParse(campaign, null, out var campaignId)
            ? new(accountId, campaignId)
            : null;

    public override string ToString() => $"{AccountId}-{CampaignId}";
}
