using System.Globalization;

namespace Portal.Domain.Performance;

/// <summary>The sums of one day in one currency.</summary>
public readonly record struct CurrencyDay(string Currency, DateOnly Day, Totals Totals);

/// <summary>
/// Sums of several currencies in one, each day at its own rate. A figure to compare by, never a real one: it is not stored, and whoever shows
/// it says what it is.
/// </summary>
/// <param name="Currency">That of the amounts.</param>
/// <param name="Totals">Amounts converted, counts as they are.</param>
/// <param name="LastRate">The latest day whose rate was used.</param>
public sealed record ConvertedTotals(string Currency, Totals Totals, DateOnly LastRate)
{
    /// <summary>Refuses when one day's rate is not known: a total that leaves out a day would be a wrong one.</summary>
    public static Result<ConvertedTotals> Of(IEnumerable<CurrencyDay> days, string currency, ExchangeRates rates, int mostDaysBack)
    {
        var (counts, spend, revenue, last) = (default(Totals), 0m, 0m, DateOnly.MinValue);
        foreach (var same in days.GroupBy(day => (day.Currency, day.Day)))
        {
            var sum = same.Aggregate(default(Totals), (total, day) => total + day.Totals);
            counts += sum;
            if (sum is { SpendMicros: 0, RevenueMicros: 0 })
            {
                continue;
            }

            if (rates.Find(same.Key.Currency, currency, same.Key.Day, mostDaysBack) is not { } rate)
            {
                return new Refusal(string.Create(
                    CultureInfo.InvariantCulture, $"no rate from {same.Key.Currency} to {currency} is known for {same.Key.Day:yyyy-MM-dd} or the {mostDaysBack} days before"));
            }

            spend += sum.SpendMicros * rate.Rate;
            revenue += sum.RevenueMicros * rate.Rate;
            last = same.Key.Currency != currency && rate.Day > last ? rate.Day : last;
        }

        return new ConvertedTotals(currency, counts with { SpendMicros = Rounded(spend), RevenueMicros = Rounded(revenue) }, last);
    }

    private static long Rounded(decimal micros) => (long)decimal.Round(micros, MidpointRounding.AwayFromZero);
}
