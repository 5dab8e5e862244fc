using System.Buffers;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Performance;

/// <summary>How a part does against its siblings: share of the impressions, and how clicks, prices and conversions lie against theirs.</summary>
public readonly record struct Part(double Weight, double ClickRate, double ClickPrice, double ConversionRate)
{
    /// <summary>The lasting character of a part.</summary>
    public static Part Throw(Dice lasting) => new(
        Math.Exp(lasting.With(1).Between(-1.2, 1.2)),
        lasting.With(2).Between(0.75, 1.25),
        lasting.With(3).Between(0.6, 1.5),
        lasting.With(4).Between(0.5, 1.6));

    /// <summary>This part in the mood of a day.</summary>
    public Part On(Dice lasting, DateOnly day) => this with { Weight = Weight * lasting.With(day.DayNumber).Between(0.7, 1.3) };
}

/// <summary>Cuts a whole into parts that add up to exactly the whole again, in every figure.</summary>
public static class Split
{
    /// <summary>There are as many results as <paramref name="parts"/>; a part of weight zero gets nothing.</summary>
    public static void Into(in Figures whole, ReadOnlySpan<Part> parts, Span<Figures> into)
    {
        into.Clear();
        if (parts.Length == 0 || whole.Impressions == 0)
        {
            return;
        }

        var weights = ArrayPool<double>.Shared.Rent(parts.Length);
        var amounts = ArrayPool<long>.Shared.Rent(parts.Length);
        Cut(whole, parts, into, weights.AsSpan(0, parts.Length), amounts.AsSpan(0, parts.Length));
        ArrayPool<double>.Shared.Return(weights);
        ArrayPool<long>.Shared.Return(amounts);
    }

    private static void Cut(in Figures whole, ReadOnlySpan<Part> parts, Span<Figures> into, Span<double> weights, Span<long> amounts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            weights[i] = parts[i].Weight;
        }

        Spread(whole.Impressions, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].Impressions = amounts[i];
            into[i].Rows = amounts[i] > 0 ? 1 : 0;
            into[i].Judged = whole.Judged > 0 ? amounts[i] : 0;
            weights[i] = amounts[i];
        }

        Spread(whole.Eligible, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].Eligible = amounts[i];
        }

        Spread(whole.LostToBudget, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].LostToBudget = amounts[i];
            weights[i] = into[i].Impressions * parts[i].ClickRate;
        }

        Spread(whole.Clicks, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].Clicks = amounts[i];
            weights[i] = amounts[i] * parts[i].ClickPrice;
        }

        Spread(whole.Spend, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].Spend = amounts[i];
            weights[i] = into[i].Clicks * parts[i].ConversionRate;
        }

        Spread(whole.ExtraConversions, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].ExtraConversions = amounts[i];
            weights[i] = amounts[i];
        }

        Spread(whole.ExtraRevenue, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].ExtraRevenue = amounts[i];
            weights[i] = into[i].Clicks * parts[i].ConversionRate;
        }

        Spread(whole.Conversions, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].Conversions = amounts[i];
            weights[i] = amounts[i];
        }

        Spread(whole.Revenue, weights, amounts);
        for (var i = 0; i < parts.Length; i++)
        {
            into[i].Revenue = amounts[i];
        }
    }

    /// <summary>Each part gets its running share, rounded, less what the parts before it got; so no place in the row is favoured, and the last one ends at the total.</summary>
    internal static void Spread(long total, ReadOnlySpan<double> weights, Span<long> amounts)
    {
        amounts.Clear();
        var (sum, last) = (0.0, -1);
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            last = weights[i] > 0 ? i : last;
        }

        var (running, given) = (0.0, 0L);
        for (var i = 0; i <= last; i++)
        {
            running += weights[i];
            var upTo = i == last ? total : (long)(total * (running / sum) + 0.5);
            amounts[i] = upTo - given;
            given = upTo;
        }
    }
}
