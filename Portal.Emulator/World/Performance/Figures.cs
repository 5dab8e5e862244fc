namespace Portal.Emulator.World.Performance;

/// <summary>
/// What is counted, in whole numbers so that sums agree at every grain: money in the smallest amounts of the currency,
/// conversions in hundredths.
/// </summary>
public record struct Figures
{
    /// <summary>How many days (or hours) with a row are in it: zero means that there is no row, which is not a row of zeros.</summary>
    public int Rows { get; set; }

    public long Impressions { get; set; }

    public long Clicks { get; set; }

    public long Spend { get; set; }

    public long Conversions { get; set; }

    public long Revenue { get; set; }

    /// <summary>Conversions of goals that only the columns for all conversions count, in hundredths.</summary>
    public long ExtraConversions { get; set; }

    public long ExtraRevenue { get; set; }

    /// <summary>Impressions of days whose shares are known: those come hours after the clicks.</summary>
    public long Judged { get; set; }

    /// <summary>Impressions it could have had, on the days whose shares are known.</summary>
    public long Eligible { get; set; }

    /// <summary>Those of them that were missed for want of budget.</summary>
    public long LostToBudget { get; set; }

    public readonly long LostToRank => Math.Max(0, Eligible - Judged - LostToBudget);

    public void Add(in Figures other)
    {
        Rows += other.Rows;
        Impressions += other.Impressions;
        Clicks += other.Clicks;
        Spend += other.Spend;
        Conversions += other.Conversions;
        Revenue += other.Revenue;
        ExtraConversions += other.ExtraConversions;
        ExtraRevenue += other.ExtraRevenue;
        Judged += other.Judged;
        Eligible += other.Eligible;
        LostToBudget += other.LostToBudget;
    }

    /// <summary>What came on top of <paramref name="earlier"/>.</summary>
    public readonly Figures Since(in Figures earlier) => new()
    {
        Rows = Impressions > earlier.Impressions ? 1 : 0,
        Impressions = Impressions - earlier.Impressions,
        Clicks = Clicks - earlier.Clicks,
        Spend = Spend - earlier.Spend,
        Conversions = Conversions - earlier.Conversions,
        Revenue = Revenue - earlier.Revenue,
        ExtraConversions = ExtraConversions - earlier.ExtraConversions,
        ExtraRevenue = ExtraRevenue - earlier.ExtraRevenue,
        Judged = Judged - earlier.Judged,
        Eligible = Eligible - earlier.Eligible,
        LostToBudget = LostToBudget - earlier.LostToBudget,
    };

    /// <summary>
    /// This, when only <paramref name="impressions"/> of the impressions are in: clicks follow the impressions, money and
    /// conversions follow the clicks, so that no part has clicks without impressions or costs without clicks.
    /// </summary>
    public readonly Figures With(long impressions)
    {
        if (impressions == Impressions)
        {
            return this;
        }

        var clicks = Part(Clicks, impressions, Impressions);
        var conversions = Part(Conversions, clicks, Clicks);
        var extra = Part(ExtraConversions, clicks, Clicks);
        return this with
        {
            Impressions = impressions,
            Clicks = clicks,
            Spend = Part(Spend, clicks, Clicks),
            Conversions = conversions,
            Revenue = Part(Revenue, conversions, Conversions),
            ExtraConversions = extra,
            ExtraRevenue = Part(ExtraRevenue, extra, ExtraConversions),
            Judged = Part(Judged, impressions, Impressions),
            Eligible = Part(Eligible, impressions, Impressions),
            LostToBudget = Part(LostToBudget, impressions, Impressions),
        };
    }

    public readonly Figures WithConversions(double share)
    {
        if (share >= 1)
        {
            return this;
        }

        var (conversions, extra) = ((long)(Conversions * share), (long)(ExtraConversions * share));
        return this with
        {
            Conversions = conversions,
            Revenue = Part(Revenue, conversions, Conversions),
            ExtraConversions = extra,
            ExtraRevenue = Part(ExtraRevenue, extra, ExtraConversions),
        };
    }

    /// <summary>This before anybody knows the shares of its day.</summary>
    public readonly Figures Unjudged() => this with { Judged = 0, Eligible = 0, LostToBudget = 0 };

    /// <summary>Money in another currency.</summary>
    public readonly Figures Times(double rate) =>
        this with { Spend = (long)Math.Round(Spend * rate), Revenue = (long)Math.Round(Revenue * rate), ExtraRevenue = (long)Math.Round(ExtraRevenue * rate) };

    public readonly Figures WithClicks(long clicks) => this with { Clicks = clicks, Spend = Part(Spend, clicks, Clicks) };

    /// <summary>Wide numbers only where they are needed: a report does this some millions of times.</summary>
    private static long Part(long amount, long part, long whole) => whole == 0 ? 0
        : (amount | part) <= int.MaxValue ? amount * part / whole
        : (long)((Int128)amount * part / whole);
}
