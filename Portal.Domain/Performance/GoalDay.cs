using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Performance;

/// <summary>What one goal brought a campaign on one day of the account's time zone: conversions by the day of their click. Money is in micros of the account's currency.</summary>
public sealed class GoalDay : ITenantOwned
{
    public required Id<Tenant> TenantId { get; init; }

    public required AdsId<AdsAccount> AccountId { get; init; }

    public required AdsId<Campaign> CampaignId { get; init; }

    /// <inheritdoc cref="ReportedGoal.GoalId"/>
    public required AdsId<ReportedGoal> GoalId { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Hundredths; zero for a goal that is left out of the ordinary conversions.</summary>
    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }

    /// <summary>Hundredths, whether the goal counts as an ordinary conversion or not.</summary>
    public long AllConversionHundredths { get; init; }

    public long AllRevenueMicros { get; init; }
}
