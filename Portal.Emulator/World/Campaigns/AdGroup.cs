namespace Portal.Emulator.World.Campaigns;

/// <summary>An ad group. Its keywords and ads are made anew at every look until somebody edits one, as with <see cref="Campaign"/>.</summary>
public sealed class AdGroup(Campaign campaign, long id, int index)
{
    private Keyword[]? keywords;
    private Ad[]? ads;

    public Campaign Campaign { get; } = campaign;

    public long Id { get; } = id;

    /// <summary>Its place among the generated ones; -1 for an ad group that somebody added.</summary>
    public int Index { get; } = index;

    public required string Name { get; set; }

    /// <summary>What it is about: the word its keywords and ads are made of.</summary>
    public required string Product { get; init; }

    public required string Status { get; set; }

    public required Serving Serving { get; set; }

    public required decimal CpcBid { get; set; }

    public required DateOnly StartDate { get; set; }

    public DateOnly? EndDate { get; set; }

    public string Language { get; set; } = "English";

    public string Network { get; set; } = "OwnedAndOperatedAndSyndicatedSearch";

    public string? TrackingUrlTemplate { get; set; }

    public string? FinalUrlSuffix { get; set; }

    public bool IsDeleted => Status == "Deleted";

    /// <summary>When somebody last changed it; null for a thing that is as it was made up.</summary>
    public DateTimeOffset? Modified { get; set; }

    public IReadOnlyList<Keyword> Keywords => keywords ?? KeywordMaker.Keywords(this);

    public IReadOnlyList<Ad> Ads => ads ?? AdMaker.Ads(this);

    /// <summary>Whether its children are kept, because one of them may have been edited.</summary>
    internal bool IsTouched => keywords is not null || ads is not null;

    internal void Keep()
    {
        keywords ??= KeywordMaker.Keywords(this);
        ads ??= AdMaker.Ads(this);
    }

    internal void Add(Keyword keyword) => keywords = [.. Keywords, keyword];

    internal void Add(Ad ad) => ads = [.. Ads, ad];
}
