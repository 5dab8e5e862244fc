using Portal.Domain.Ads;

namespace Portal.Infrastructure.Sync;

/// <summary>What a member reads when a slice did not go well: what happened, and what to do.</summary>
internal static class SyncFailures
{
    public const string FileDamaged = "The report came incomplete or damaged, so nothing of it was stored. It is fetched again.";

    public const string OtherZone = "Microsoft counts this account's days in another time zone than before, so nothing of the report was stored. It is asked for again.";

    public const string ReportFailed = "Microsoft could not make this report. It is asked for again.";

    public const string ReportLate = "The report was not ready within an hour. It is asked for again.";

    public const string StoodStill = "Nothing moved for too long, so this part was cut. It is tried again, in two parts where it is long.";

    public const string EntitiesFailed = "Microsoft could not make the file of campaigns and what they are made of. It is asked for again.";

    public const string EntitiesLate = "The file of campaigns and what they are made of was not ready within four hours. It is asked for again.";

    public const string EntitiesHeld = "The file of this account would remove more than a fifth of what is stored, so nothing of it is applied until an admin has looked at it under Sync.";

    public const string PortionRefused = "Microsoft refused the file of some campaigns, which may have been deleted meanwhile. They are listed and asked for again.";

    public const string OurPace = "The portal holds back for a moment, so that it does not ask Microsoft too much at once. It goes on by itself.";

    public const string AccountLeft = "This account is no longer chosen, so it is not read.";

    /// <summary>Why there is no token, the exception itself says. Of refused logins and accounts <see cref="Incidents.Admissions"/> knows more.</summary>
    public static string Sentence(AdsApiException fault) => fault.Fault switch
    {
        AdsFault.NoToken => fault.Message,
        AdsFault.Throttled when fault.Code == 0 => OurPace,
        _ => Sentence(fault.Fault),
    };

    private static string Sentence(AdsFault fault) => fault switch
    {
        AdsFault.Throttled => "Microsoft asks for a pause, because there were too many calls at once. It goes on by itself.",
        AdsFault.ReportGone => "Microsoft no longer has the report. It is asked for again.",
        AdsFault.AddressExpired => "The report's download address had expired. A new one is fetched.",
        AdsFault.Refused => "Microsoft refuses this request. If it happens again, give the tracking id to our support.",
        _ => "Microsoft could not be reached or did not answer well. It is tried again.",
    };
}
