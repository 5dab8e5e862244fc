namespace Portal.Emulator.World.Campaigns;

/// <summary>A responsive search ad.</summary>
public sealed class Ad(long id)
{
    public long Id { get; } = id;

    public required string Status { get; set; }

    public required Serving Serving { get; set; }

    public string EditorialStatus { get; set; } = "Active";

    /// <summary>3 to 15, each up to 30 characters.</summary>
    public required IReadOnlyList<AdText> Headlines { get; set; }

    /// <summary>2 to 4, each up to 90 characters.</summary>
    public required IReadOnlyList<AdText> Descriptions { get; set; }

    public required IReadOnlyList<string> FinalUrls { get; set; }

    public string? Path1 { get; set; }

    public string? Path2 { get; set; }

    public string? TrackingUrlTemplate { get; set; }

    public string? FinalUrlSuffix { get; set; }

    public bool IsDeleted => Status == "Deleted";

    /// <summary>When somebody last changed it; null for a thing that is as it was made up.</summary>
    public DateTimeOffset? Modified { get; set; }
}

/// <summary>A text asset in an ad, and the place it is pinned to (Headline1, Description1, ...), if any.</summary>
public sealed record AdText(long AssetId, string Text, string? PinnedField = null);
