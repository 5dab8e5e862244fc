using System.Collections.Frozen;

namespace Portal.Domain.Ads;

/// <summary>
/// Microsoft's names for the zones in which an account's days are counted
/// (https://learn.microsoft.com/advertising/customer-management-service/timezonetype). Where a name joins places that have gone apart
/// since, the first or the most populous decides.
/// </summary>
public static class AccountTimeZone
{
    /// <summary>All 75 names, as accounts carry them.</summary>
    public static IReadOnlyCollection<string> Names => Zones.Keys;

    /// <summary>The zone behind Microsoft's <paramref name="name"/>; UTC for a name that is not known here, so that a new one stops nothing.</summary>
    public static TimeZoneInfo Find(string name) =>
        Zones.TryGetValue(name, out var id) ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;

    /// <summary>The same zone as reports name it: four of the names are spelled otherwise there. The typing errors are Microsoft's.</summary>
    public static string ForReports(string name) => name switch
    {
        "AthensBuckarestIstanbul" => "AthensIslandanbulMinsk",
        "IslamabadKarachiTashkent" => "IslandamabadKarachiTashkent",
        "MidwayIslandAndSamoa" => "MidwayIslandandSamoa",
        "SolomonIslandNewCaledonia" => "MagadanSolomonIslandNewCaledonia",
        _ => name,
    };

    /// <summary>
    /// The zone that a report's header names, as accounts name it: <c>(GMT-08:00) Pacific Time (US &amp; Canada); Tijuana</c>. Null for words
    /// that are not known, about which nothing can be said. The hours in the brackets are not looked at: they follow no law of today.
    /// </summary>
    public static string? OfHeader(string? words)
    {
        var places = words is ['(', ..] ? words[(words.IndexOf(')', StringComparison.Ordinal) + 1)..] : words ?? "";
        return ByWords.GetValueOrDefault(Letters(places));
    }

    /// <summary>The account's calendar day at <paramref name="now"/>.</summary>
    public static DateOnly Today(string zone, DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Find(zone)).DateTime);

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetter)).ToUpperInvariant();

    private static readonly FrozenDictionary<string, string> Zones = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["InternationalDateLineWest"] = "Etc/GMT+12",
        ["MidwayIslandAndSamoa"] = "Pacific/Pago_Pago",
        ["Hawaii"] = "Pacific/Honolulu",
        ["Alaska"] = "America/Anchorage",
        ["PacificTimeUSCanadaTijuana"] = "America/Los_Angeles",
        ["Arizona"] = "America/Phoenix",
        ["ChihuahuaLaPazMazatlan"] = "America/Mazatlan",
        ["MountainTimeUSCanada"] = "America/Denver",
        ["CentralAmerica"] = "America/Guatemala",
        ["CentralTimeUSCanada"] = "America/Chicago",
        ["GuadalajaraMexicoCityMonterrey"] = "America/Mexico_City",
        ["Saskatchewan"] = "America/Regina",
        ["BogotaLimaQuito"] = "America/Bogota",
        ["EasternTimeUSCanada"] = "America/New_York",
        ["IndianaEast"] = "America/Indiana/Indianapolis",
        ["AtlanticTimeCanada"] = "America/Halifax",
        ["CaracasLaPaz"] = "America/Caracas",
        ["Santiago"] = "America/Santiago",
        ["Newfoundland"] = "America/St_Johns",
        ["Brasilia"] = "America/Sao_Paulo",
        ["BuenosAiresGeorgetown"] = "America/Argentina/Buenos_Aires",
        ["Greenland"] = "America/Nuuk",
        ["MidAtlantic"] = "Atlantic/South_Georgia",
        ["Azores"] = "Atlantic/Azores",
        ["CapeVerdeIsland"] = "Atlantic/Cape_Verde",
        ["CasablancaMonrovia"] = "Africa/Casablanca",
        ["GreenwichMeanTimeDublinEdinburghLisbonLondon"] = "Europe/London",
        ["AmsterdamBerlinBernRomeStockholmVienna"] = "Europe/Berlin",
        ["BelgradeBratislavaBudapestLjubljanaPrague"] = "Europe/Budapest",
        ["BrusselsCopenhagenMadridParis"] = "Europe/Paris",
        ["SarajevoSkopjeWarsawZagreb"] = "Europe/Warsaw",
        ["WestCentralAfrica"] = "Africa/Lagos",
        ["AthensBuckarestIstanbul"] = "Europe/Athens",
        ["Bucharest"] = "Europe/Bucharest",
        ["Cairo"] = "Africa/Cairo",
        ["HararePretoria"] = "Africa/Johannesburg",
        ["HelsinkiKyivRigaSofiaTallinnVilnius"] = "Europe/Helsinki",
        ["Jerusalem"] = "Asia/Jerusalem",
        ["Baghdad"] = "Asia/Baghdad",
        ["KuwaitRiyadh"] = "Asia/Riyadh",
        ["MoscowStPetersburgVolgograd"] = "Europe/Moscow",
        ["Nairobi"] = "Africa/Nairobi",
        ["Tehran"] = "Asia/Tehran",
        ["AbuDhabiMuscat"] = "Asia/Dubai",
        ["BakuTbilisiYerevan"] = "Asia/Baku",
        ["Kabul"] = "Asia/Kabul",
        ["Ekaterinburg"] = "Asia/Yekaterinburg",
        ["IslamabadKarachiTashkent"] = "Asia/Karachi",
        ["ChennaiKolkataMumbaiNewDelhi"] = "Asia/Kolkata",
        ["SriJayawardenepura"] = "Asia/Colombo",
        ["Kathmandu"] = "Asia/Kathmandu",
        ["AlmatyNovosibirsk"] = "Asia/Almaty",
        ["AstanaDhaka"] = "Asia/Dhaka",
        ["Rangoon"] = "Asia/Yangon",
        ["BangkokHanoiJakarta"] = "Asia/Bangkok",
        ["Krasnoyarsk"] = "Asia/Krasnoyarsk",
        ["BeijingChongqingHongKongUrumqi"] = "Asia/Shanghai",
        ["IrkutskUlaanBataar"] = "Asia/Irkutsk",
        ["KualaLumpurSingapore"] = "Asia/Singapore",
        ["Perth"] = "Australia/Perth",
        ["Taipei"] = "Asia/Taipei",
        ["OsakaSapporoTokyo"] = "Asia/Tokyo",
        ["Seoul"] = "Asia/Seoul",
        ["Yakutsk"] = "Asia/Yakutsk",
        ["Adelaide"] = "Australia/Adelaide",
        ["Darwin"] = "Australia/Darwin",
        ["Brisbane"] = "Australia/Brisbane",
        ["CanberraMelbourneSydney"] = "Australia/Sydney",
        ["GuamPortMoresby"] = "Pacific/Guam",
        ["Hobart"] = "Australia/Hobart",
        ["Vladivostok"] = "Asia/Vladivostok",
        ["SolomonIslandNewCaledonia"] = "Pacific/Guadalcanal",
        ["AucklandWellington"] = "Pacific/Auckland",
        ["FijiKamchatkaMarshallIsland"] = "Pacific/Fiji",
        ["Nukualofa"] = "Pacific/Tongatapu",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By the letters of their places, which is what names and headers share; and those that headers call otherwise.</summary>
    private static readonly FrozenDictionary<string, string> ByWords = Zones.Keys.Select(name => (Letters(name), name))
        .Concat(
        [
            ("MIDWAYISLANDSAMOA", "MidwayIslandAndSamoa"), ("CAPEVERDEIS", "CapeVerdeIsland"), ("ATHENSISTANBULMINSK", "AthensBuckarestIstanbul"),
            ("MAGADANSOLOMONISNEWCALEDONIA", "SolomonIslandNewCaledonia"), ("FIJIKAMCHATKAMARSHALLIS", "FijiKamchatkaMarshallIsland"),
        ])
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
}
