using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Portal.Pages;

/// <summary>Long lists to choose from, made from what .NET knows.</summary>
internal static class Choices
{
    /// <summary>By ISO 4217 code, every currency that some country uses today.</summary>
    public static IReadOnlyList<SelectListItem> Currencies { get; } =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.ISOCurrencySymbol.Length == 3 && region.ISOCurrencySymbol.All(char.IsAsciiLetterUpper) && region.ISOCurrencySymbol != "XXX")
            .DistinctBy(region => region.ISOCurrencySymbol)
            .OrderBy(region => region.ISOCurrencySymbol, StringComparer.Ordinal)
            .Select(region => new SelectListItem($"{region.ISOCurrencySymbol} · {region.CurrencyEnglishName}", region.ISOCurrencySymbol)),
    ];

    /// <summary>IANA zones by name, each with its distance from UTC at <paramref name="now"/>.</summary>
    public static IReadOnlyList<SelectListItem> TimeZones(DateTimeOffset now) =>
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => (Id: Iana(zone), Offset: zone.GetUtcOffset(now)))
            .Where(zone => zone.Id == "UTC" || Areas.Any(area => zone.Id.StartsWith(area, StringComparison.Ordinal)))
            .DistinctBy(zone => zone.Id)
            .OrderBy(zone => zone.Id == "UTC" ? "" : zone.Id, StringComparer.Ordinal)
            .Select(zone => new SelectListItem(zone.Id == "UTC" ? "UTC" : $"{zone.Id.Replace('_', ' ')} (UTC{Said(zone.Offset)})", zone.Id)),
    ];

    // The database also holds old and administrative names (SystemV, Etc); people look for their city.
    private static readonly string[] Areas = ["Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];

    private static string Iana(TimeZoneInfo zone) =>
        !zone.HasIanaId && TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;

    private static string Said(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "" : (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
