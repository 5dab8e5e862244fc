namespace Portal.Emulator.World.Campaigns;

/// <summary>A keyword. <see cref="Bid"/> null: the ad group's bid applies.</summary>
public sealed class Keyword(long id, string text, string matchType)
{
    public long Id { get; } = id;

    public string Text { get; } = text;

    /// <summary>Exact, Phrase or Broad.</summary>
    public string MatchType { get; set; } = matchType;

    public required string Status { get; set; }

    public required Serving Serving { get; set; }

    public string EditorialStatus { get; set; } = "Active";

    public decimal? Bid { get; set; }

    /// <summary>1 to 10.</summary>
    public int QualityScore { get; init; } = 5;

    public IReadOnlyList<string>? FinalUrls { get; set; }

    public string? TrackingUrlTemplate { get; set; }

    public string? FinalUrlSuffix { get; set; }

    public bool IsDeleted => Status == "Deleted";

    /// <summary>When somebody last changed it; null for a thing that is as it was made up.</summary>
    public DateTimeOffset? Modified { get; set; }
}
