using System.Globalization;

namespace Portal.Domain;

/// <summary>
/// An amount in one currency, in millionths of its unit (<see cref="Micros"/>), so that sums are exact. Unlike currencies are never
/// added: <see cref="op_Addition"/> throws.
/// </summary>
/// <param name="Micros">Millionths of the currency's unit: 1.50 EUR is 1,500,000.</param>
/// <param name="Currency">The ISO 4217 code as Microsoft Advertising gives it; historic codes occur, so it is text.</param>
public readonly record struct Money(long Micros, string Currency)
{
    public const long MicrosPerUnit = 1_000_000;

    public decimal Amount => (decimal)Micros / MicrosPerUnit;

    /// <summary>Rounds <paramref name="amount"/> to whole micros, halves away from zero.</summary>
    public static Money Of(decimal amount, string currency) =>
        new((long)decimal.Round(amount * MicrosPerUnit, MidpointRounding.AwayFromZero), currency);

    public static Money operator +(Money left, Money right) => left.Currency == right.Currency
        ? left with { Micros = checked(left.Micros + right.Micros) }
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} are different currencies and are never added.");

    public static Money Add(Money left, Money right) => left + right;

    /// <summary>The invariant form for logs and files, not for pages: <c>1.50 EUR</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.00####} {Currency}");
}
