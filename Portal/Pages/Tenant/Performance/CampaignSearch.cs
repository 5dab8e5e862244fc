using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Performance;

/// <summary>A campaign that may be meant.</summary>
public sealed record FoundCampaign(AdsId<Campaign> Id, string Name, string Status, string Account);

/// <param name="Campaigns">The first of them, by name.</param>
/// <param name="AreMore">Whether others fit as well.</param>
public sealed record FoundCampaigns(IReadOnlyList<FoundCampaign> Campaigns, bool AreMore);

/// <summary>Finds the campaign that somebody means by a part of its name, or by its number: a tenant may have ten thousand, too many for a list to choose from.</summary>
public sealed class CampaignSearch(PortalDb db)
{
    private const int Most = 10;

    public async Task<FoundCampaigns> FindAsync(string sought, AdsId<AdsAccount>? account, CancellationToken ct)
    {
        var number = new AdsId<Campaign>(long.TryParse(sought, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0);
        var found = await (
            from campaign in db.Campaigns.AsNoTracking()
            join owner in db.AdsAccounts on campaign.AccountId equals owner.AccountId
            where owner.IsChosen && (account == null || campaign.AccountId == account)
            where campaign.CampaignId == number || PortalDb.Has(campaign.Name, sought)
            orderby campaign.RemovedAt != null, campaign.Name, campaign.CampaignId
            select new FoundCampaign(campaign.CampaignId, campaign.Name, campaign.RemovedAt != null ? StatusLook.Removed : campaign.Status, owner.Name)).Take(Most + 1).ToListAsync(ct);
        return new([.. found.Take(Most)], found.Count > Most);
    }

    /// <summary>A report may name a campaign that was deleted before the portal ever listed it.</summary>
    public async Task<string> NameAsync(AdsId<Campaign> id, CancellationToken ct) =>
        await db.Campaigns.Where(row => row.CampaignId == id).Select(row => row.Name).FirstOrDefaultAsync(ct) ?? $"Campaign {id}";
}
