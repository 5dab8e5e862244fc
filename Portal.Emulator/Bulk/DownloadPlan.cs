using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

/// <summary>A download that was asked for and may be had. <see cref="Since"/> null is everything.</summary>
internal sealed record DownloadPlan(Account Account, AccountTree Tree, IReadOnlyList<RecordType> Types, DateTimeOffset Now)
{
    public DateTimeOffset? Since { get; init; }

    /// <summary>The campaigns to keep to; null is all.</summary>
    public IReadOnlySet<long>? CampaignIds { get; init; }

    public bool HasQualityScores { get; init; }

    public bool IsTabbed { get; init; }

    public bool IsGZip { get; init; }

    public bool Has(string type) => Types.Any(known => known.Name == type);

    public bool Includes(long campaignId) => CampaignIds is null || CampaignIds.Contains(campaignId);
}
