using Portal.Domain.Ads;

namespace Portal.Infrastructure.Performance;

// The shapes that a query passes through. They are made by initialisers and not by constructors, because EF Core looks through those only.
// A member that a grain does not set must not be asked for.

/// <summary>A stored row. With the account, <c>Parent</c> and <c>Item</c> tell rows apart: the ad group and the keyword, for instance.</summary>
internal sealed class Fact<TParent, TItem>
{
    public AdsId<AdsAccount> AccountId { get; init; }

    public AdsId<Campaign> CampaignId { get; init; }

    public required TParent Parent { get; init; }

    public required TItem Item { get; init; }

    public DateOnly Date { get; init; }

    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }

    public long AllConversionHundredths { get; init; }

    public long AllRevenueMicros { get; init; }

    public short? ImpressionShare { get; init; }

    public short? LostToBudget { get; init; }

    public short? LostToRank { get; init; }

    public short? Top { get; init; }

    public short? AbsoluteTop { get; init; }

    public short? ClickShare { get; init; }
}

/// <summary>What is summed. Of a share: the sum of itself times the impressions, and the impressions of the days that have it.</summary>
internal sealed class Sums
{
    public long Impressions { get; init; }

    public long Clicks { get; init; }

    public long SpendMicros { get; init; }

    public long ConversionHundredths { get; init; }

    public long RevenueMicros { get; init; }

    public long AllConversionHundredths { get; init; }

    public long AllRevenueMicros { get; init; }

    public long ImpressionShare { get; init; }

    public long ImpressionShareOf { get; init; }

    public long LostToBudget { get; init; }

    public long LostToBudgetOf { get; init; }

    public long LostToRank { get; init; }

    public long LostToRankOf { get; init; }

    public long Top { get; init; }

    public long TopOf { get; init; }

    public long AbsoluteTop { get; init; }

    public long AbsoluteTopOf { get; init; }

    public long ClickShare { get; init; }

    public long ClickShareOf { get; init; }

    public GrainSums Of(FigureSet figures) => new(
        new(Impressions, Clicks, SpendMicros, ConversionHundredths, RevenueMicros), AllConversionHundredths, AllRevenueMicros,
        figures != FigureSet.Shares ? null : new(
            Share(ImpressionShare, ImpressionShareOf), Share(LostToBudget, LostToBudgetOf), Share(LostToRank, LostToRankOf),
            Share(Top, TopOf), Share(AbsoluteTop, AbsoluteTopOf), Share(ClickShare, ClickShareOf)));

    /// <summary>Shares are stored in hundredths of a percent.</summary>
    internal static decimal? Share(long weighed, long of) => of == 0 ? null : (decimal)weighed / of / 10_000;
}

/// <summary>The sums of one row of the page, or of one of its days.</summary>
internal sealed class Summed<TParent, TItem>
{
    public AdsId<AdsAccount> AccountId { get; init; }

    public required TParent Parent { get; init; }

    public required TItem Item { get; init; }

    public DateOnly Date { get; init; }

    /// <summary>Of an ad group's row it is a value and no part of the key, so that the sums can be read in the key's order.</summary>
    public AdsId<Campaign> CampaignId { get; init; }

    public required Sums Sums { get; init; }
}

/// <summary>The same with what the mirror, or the table of words, says of it.</summary>
internal sealed class Named<TParent, TItem>
{
    public required Summed<TParent, TItem> Row { get; init; }

    public string? Name { get; init; }

    public string? Note { get; init; }

    public string? Status { get; init; }

    public string? AdGroup { get; init; }
}

/// <summary>The same with its account and campaign.</summary>
internal sealed class Listed<TParent, TItem>
{
    public required Summed<TParent, TItem> Row { get; init; }

    public string? Name { get; init; }

    public string? Note { get; init; }

    public string? Status { get; init; }

    public string? AdGroup { get; init; }

    public string? Campaign { get; init; }

    public required string Account { get; init; }

    public required string AccountNumber { get; init; }

    public required string Currency { get; init; }
}

/// <summary>A name by itself. One that is shared has no account and no parent.</summary>
internal sealed class Called<TParent, TItem>
{
    public AdsId<AdsAccount> AccountId { get; init; }

    public TParent? Parent { get; init; }

    public required TItem Item { get; init; }

    public required string Name { get; init; }

    public string? Status { get; init; }
}

/// <summary>The sum of a currency.</summary>
internal sealed class Totalled
{
    public required string Currency { get; init; }

    public int Rows { get; init; }

    public required Sums Sums { get; init; }
}
