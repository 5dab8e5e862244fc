using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Performance;

/// <summary>Configuration section <c>Performance</c>.</summary>
public sealed class PerformanceOptions
{
    /// <summary>A file of dated exchange rates, relative to the content root; without it nothing is ever converted.</summary>
    public string? ExchangeRates { get; set; }

    /// <summary>How old the rate of a day without one may be.</summary>
    [Range(0, 31, ErrorMessage = "Performance:ExchangeRateDays must be between 0 and 31: how many days back the rate of a day without one may lie.")]
    public int ExchangeRateDays { get; set; } = 7;
}
