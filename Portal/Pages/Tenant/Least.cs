using System.Globalization;
using Portal.Domain;

namespace Portal.Pages.Tenant;

/// <summary>The least that a row must have to be shown, as somebody typed it into a filter.</summary>
/// <param name="Typed">As it stands in the address; what cannot be read is shown again.</param>
/// <param name="Value">Null where nothing is asked for, or nothing that can be read.</param>
/// <param name="Fault">What to do about what was typed.</param>
public sealed record Least(string? Typed, decimal? Value, string? Fault)
{
    private const decimal Most = 1_000_000_000;

    public static Least None { get; } = new(null, null, null);

    /// <summary>In the currency of each row.</summary>
    public long? Micros => Value is { } amount ? (long)(amount * Money.MicrosPerUnit) : null;

    public long? Whole => (long?)Value;

    /// <summary>As an address says it; null where nothing is asked for.</summary>
    public string? InAddress => Value?.ToString("0.######", CultureInfo.InvariantCulture);

    // A comma is taken for the decimal point, as half of the world types it.
    public static Least Amount(string? typed) => Read(typed, typed?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, "Type an amount such as 120.50.");

    public static Least Count(string? typed) => Read(typed, typed, NumberStyles.None, "Type a whole number such as 100.");

    private static Least Read(string? typed, string? number, NumberStyles style, string advice)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return None;
        }

        return decimal.TryParse(number?.Trim(), style, CultureInfo.InvariantCulture, out var value) && value < Most
            ? new(typed.Trim(), value > 0 ? value : null, null)
            : new(typed.Trim(), null, $"“{typed.Trim()}” is left out of the filter. {advice}");
    }
}
