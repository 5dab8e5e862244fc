using System.Globalization;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Performance;

/// <summary>What a row is called.</summary>
internal static class GrainNames
{
    /// <summary>Of an ad the first headline; of what the mirror does not know its number, for its figures are real all the same.</summary>
    public static string Of(Grain grain, GrainLine line) =>
        grain.IsNumbered ? string.Create(CultureInfo.InvariantCulture, $"{line.Number:00}:00 – {line.Number:00}:59")
        : string.IsNullOrWhiteSpace(line.Name) ? string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(grain.Noun[0])}{grain.Noun[1..]} {line.Number}")
        : grain.Key == "ads" ? line.Name.Split('\n')[0]
        : line.Name;
}
