using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Performance;

/// <summary>What a campaign did on a day: thrown anew at every question, nothing is stored.</summary>
public static class CampaignDays
{
    private const double ZeroRow = 0.012;
    private const double InvalidClicks = 0.03;
    private static readonly DateOnly Beginning = new(2023, 11, 1);

    /// <summary>As a report says it that is made when the day looks like <paramref name="view"/>.</summary>
    public static Figures Of(Campaign campaign, in DayView view)
    {
        if (view.Visible <= 0 || !campaign.Serving.On(view.Day))
        {
            return default;
        }

        var dice = campaign.Tree.Dice.With(campaign.Id).With(view.Day.DayNumber);
        var day = Whole(campaign, view.Day, dice);
        if (day.Rows == 0 || !HasPlaceToShow(campaign, view.Day))
        {
            return default;
        }

        if (view.Corrected && dice.With(9).Chance(InvalidClicks))
        {
            day = day.WithClicks(day.Clicks - (long)(day.Clicks * dice.With(10).Between(0.05, 0.2)));
        }

        var seen = day.With((long)(day.Impressions * view.Visible)).WithConversions(view.Credited);
        return view.SharesKnown ? seen : seen.Unjudged();
    }

    private static bool HasPlaceToShow(Campaign campaign, DateOnly day) => campaign.Type == "PerformanceMax"
        || !campaign.IsTouched || campaign.AdGroups.Any(adGroup => adGroup.Serving.On(day));

    private static Figures Whole(Campaign campaign, DateOnly day, Dice dice)
    {
        var traits = campaign.Traits;
        var luck = dice.Unit;
        if (luck < traits.Quiet)
        {
            return default;
        }

        if (luck < traits.Quiet + ZeroRow && traits.Impressions < 5_000)
        {
            return new() { Rows = 1 };
        }

        var wanted = (long)(traits.Impressions * Level(traits, day) * (1 + traits.Swing * (2 * dice.With(1).Unit - 1)) + dice.With(2).Unit);
        var clicks = (long)Math.Min(wanted * 0.3, wanted * traits.ClickRate * dice.With(3).Between(0.85, 1.15) + dice.With(4).Unit);
        var whole = new Figures
        {
            Rows = 1,
            Impressions = wanted,
            Clicks = clicks,
            Spend = (long)(clicks * traits.ClickPrice * dice.With(5).Between(0.88, 1.12)),
        };
        return Converted(Capped(whole, campaign, day, dice), traits, dice);
    }

    /// <summary>Ordinary day = 1: growth, season, the days before Christmas, and the rhythm of the week.</summary>
    private static double Level(in Traits traits, DateOnly day)
    {
        var grown = Math.Exp(traits.Growth * (day.DayNumber - Beginning.DayNumber));
        var season = 1 + traits.Season * Math.Cos(2 * Math.PI * (day.DayOfYear - traits.Peak) / 365.25);
        var rush = day is { Month: 11, Day: >= 24 and <= 30 } ? 1.35 : 1;
        var week = day.DayOfWeek switch
        {
            DayOfWeek.Saturday or DayOfWeek.Sunday => traits.Weekend,
            DayOfWeek.Monday => 1.08,
            DayOfWeek.Friday => 0.95,
            _ => 1.0,
        };
        return grown * season * rush * week;
    }

    private static Figures Capped(Figures whole, Campaign campaign, DateOnly day, Dice dice)
    {
        var budget = (double)campaign.Spendable(day) * campaign.Tree.MadeIn.SmallestPerUnit * dice.With(6).Between(0.96, 1.04);
        var shown = whole.Spend > budget ? whole.With((long)(whole.Impressions * budget / whole.Spend)) : whole;
        shown.Judged = shown.Impressions;
        shown.LostToBudget = whole.Impressions - shown.Impressions;
        shown.Eligible = (long)(whole.Impressions / campaign.Traits.ImpressionShare);
        return shown;
    }

    private static Figures Converted(Figures shown, in Traits traits, Dice dice)
    {
        shown.Conversions = (long)(100 * shown.Clicks * traits.ConversionRate * dice.With(7).Between(0.6, 1.4));
        shown.Revenue = (long)(shown.Conversions / 100.0 * traits.BasketValue * dice.With(8).Between(0.8, 1.2));
        shown.ExtraConversions = shown.Conversions * 15 / 100;
        shown.ExtraRevenue = shown.ExtraConversions == 0 ? 0 : shown.Revenue * 15 / 100;
        return shown;
    }
}
