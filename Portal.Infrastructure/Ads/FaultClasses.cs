using Portal.Domain.Ads;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>
/// What a refused call means. The number decides, together with its service, as the same number means different things; the status only
/// where no number came (https://learn.microsoft.com/advertising/guides/operation-error-codes).
/// </summary>
internal static class FaultClasses
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongPause = TimeSpan.FromMinutes(15);

    /// <param name="service">Who answered.</param>
    /// <param name="code">Its number, if one came.</param>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The class, and for how long to leave the service alone.</returns>
    public static (AdsFault Fault, TimeSpan? Pause) Of(AdsService service, int? code, int status) => (service, code) switch
    {
        (_, 0) => (AdsFault.Transient, null),
        (_, 117) => (AdsFault.Throttled, ShortPause),
        (AdsService.Reporting, 207) => (AdsFault.Throttled, ShortPause),
        (_, 4204) => (AdsFault.Throttled, LongPause),

        // The system is in read-only mode, and a file or a report that is asked for is something that it keeps. Customer Management numbers on its own.
        (not AdsService.CustomerManagement, 1010) => (AdsFault.Transient, LongPause),
        (_, 105 or 108 or 109 or 120 or (>= 122 and <= 126)) => (AdsFault.LoginRefused, null),
        (_, 106) or (AdsService.CustomerManagement, 1001) => (AdsFault.NoAccess, null),
        (AdsService.Reporting, 2003 or 2035) => (AdsFault.NoAccess, null),

        // The range ends, or begins, later than today: for a moment, where our clock is at the account's next day before Microsoft's.
        (AdsService.Reporting, 2010 or 2041) => (AdsFault.Transient, ShortPause),
        (AdsService.Reporting, 2100 or 2101) => (AdsFault.ReportGone, null),
        (AdsService.Bulk, 3205 or 4201) => (AdsFault.ReportGone, null),
        (AdsService.Bulk, 3208 or 3209 or 3603) => (AdsFault.FullSyncNeeded, null),
        (AdsService.Bulk, 3207) => (AdsFault.TooBig, null),
        (_, null) => Of(status),
        _ => (AdsFault.Refused, null),
    };

    /// <summary>
    /// A 400 that says nothing was seen to pass by itself. So does a 404 or 501: the operations exist, and a gateway in the middle of a
    /// change does not know them for some minutes; Microsoft's own client gives REST up for good at the first one.
    /// </summary>
    private static (AdsFault, TimeSpan?) Of(int status) => status switch
    {
        401 => (AdsFault.LoginRefused, null),
        403 => (AdsFault.NoAccess, null),
        429 => (AdsFault.Throttled, ShortPause),
        400 or 408 => (AdsFault.Transient, null),
        404 or 501 => (AdsFault.Transient, ShortPause),
        >= 500 => (AdsFault.Transient, null),
        _ => (AdsFault.Refused, null),
    };
}
