using System.Diagnostics.CodeAnalysis;

namespace Portal.Domain.Ads;

/// <summary>What a failed call means for the caller, whatever number or status it came with.</summary>
public enum AdsFault
{
    /// <summary>Time-outs, 5xx, unreadable answers: worth another try later.</summary>
    Transient = 1,

    /// <summary>Too many calls or reports at once (117, 207, 429, 4204): wait <see cref="AdsApiException.RetryAfter"/>.</summary>
    Throttled = 2,

    /// <summary>The login is refused although its token was refreshed (105, 108, 120 …).</summary>
    LoginRefused = 3,

    /// <summary>This user may not touch this account (106, 1001, 2003).</summary>
    NoAccess = 4,

    /// <summary>A report id is unknown or too old (2100, 2101): submit again.</summary>
    ReportGone = 5,

    /// <summary>The download address is no longer valid: poll again for a new one.</summary>
    AddressExpired = 6,

    /// <summary>Microsoft will not do it however often it is asked: bad request, limits, read-only account.</summary>
    Refused = 7,

    /// <summary>No token can be had for the connection: it needs reconnecting; or, where the fault says when to ask again, for now.</summary>
    NoToken = 8,

    /// <summary>Changes since then cannot be told (3208, 3209, 3603): ask for everything.</summary>
    FullSyncNeeded = 9,

    /// <summary>The account has too many keywords for one file (3207): ask for it campaign by campaign.</summary>
    TooBig = 10,
}

/// <summary>A call to Microsoft Advertising that failed. The message names service, operation, code and tracking id; never a token.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Every failure has a class and a sentence.")]
public sealed class AdsApiException(AdsFault fault, int code, string message, string? trackingId, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public AdsFault Fault { get; } = fault;

    /// <summary>The service's numeric code; 0 when none came.</summary>
    public int Code { get; } = code;

    public string? TrackingId { get; } = trackingId;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
