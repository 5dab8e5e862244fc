using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>What lists show of a campaign beside its numbers. The budget is in micros of the account's currency.</summary>
[ImmutableObject(true)]
public sealed record CampaignFacts(
    AdsId<AdsAccount> AccountId, AdsId<Campaign> CampaignId, string Name, string Status, string Type, long? BudgetMicros, bool IsShared, bool IsRemoved);

/// <summary>All campaigns of the tenant, in the order of their keys.</summary>
[ImmutableObject(true)]
public sealed class CampaignBook(ImmutableArray<CampaignFacts> campaigns) : ISized
{
    private const int Facts = 150;

    public ImmutableArray<CampaignFacts> Campaigns { get; } = campaigns;

    public long Bytes => 100 + Campaigns.Sum(campaign => Facts + (2L * (campaign.Name.Length + campaign.Type.Length)));
}

/// <summary>The tenant's campaigns as last seen at Microsoft, kept in memory until the data changes.</summary>
public sealed class CampaignMirror(PortalDb db, TenantCache cache)
{
    public Task<CampaignBook> AllAsync(long version, CancellationToken ct) => cache.GetLargeAsync(
        $"campaigns/{version}",
        async token => new CampaignBook([.. await db.Campaigns.AsNoTracking()
            .OrderBy(row => row.AccountId).ThenBy(row => row.CampaignId)
            .Select(row => new CampaignFacts(
                row.AccountId, row.CampaignId, row.Name, row.Status, row.Type, row.DailyBudgetMicros, row.SharedBudgetId != null, row.RemovedAt != null))
            .ToListAsync(token)]),
        ct);
}
