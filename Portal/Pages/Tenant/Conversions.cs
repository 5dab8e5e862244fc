using Portal.Components;
using Portal.Domain.Performance;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant;

/// <summary>What several currencies come to in the organisation's own, and the sentence without which that is never shown.</summary>
/// <param name="Totals">Null when a rate is missing.</param>
/// <param name="Sentence">From which rates, or why there is no total.</param>
public sealed record ConvertedSum(string Currency, Totals? Totals, string Sentence);

/// <summary>Converts sums of several currencies where the operator gave a file of exchange rates. The one place that does.</summary>
public sealed class Conversions(RateFile file)
{
    /// <summary>Null where no rates are at hand, or the accounts are all of one currency.</summary>
    public ConvertedSum? Of(DataScope scope, IEnumerable<ChosenAccount> accounts, IEnumerable<AccountDaySum> days)
    {
        var currencies = accounts.ToDictionary(account => account.Id, account => account.Currency);
        if (!IsWanted(currencies.Values) || file.Look().Rates is not { } rates)
        {
            return null;
        }

        var dated = days.Where(day => currencies.ContainsKey(day.AccountId)).Select(day => new CurrencyDay(currencies[day.AccountId], day.Day, day.Totals));
        var converted = ConvertedTotals.Of(dated, scope.HomeCurrency, rates, file.MostDaysBack);
        return converted.IsRefused
            ? new(scope.HomeCurrency, null, $"There is no total in {scope.HomeCurrency}: {converted.Refusal.Sentence}.")
            : new(scope.HomeCurrency, converted.Value.Totals, Said(converted.Value));
    }

    /// <summary>Whether there is anything to convert, and rates to do it with.</summary>
    public bool IsWanted(IEnumerable<string> currencies) => file.Name is not null && currencies.Distinct(StringComparer.Ordinal).Skip(1).Any();

    private string Said(ConvertedTotals converted) =>
        $"converted to {converted.Currency} at daily rates from {file.Name}" + (converted.LastRate == DateOnly.MinValue ? "" : $", last rate {Say.Day(converted.LastRate)}");
}
