using Portal.Domain.Connections;
using Portal.Domain.Sync;

namespace Portal.Domain.Ads;

/// <summary>
/// Microsoft Advertising, as the portal uses it. Every call is made as the connection it names; tokens, pacing, time-outs and retries
/// are the adapter's. All calls throw <see cref="AdsApiException"/> when Microsoft refuses or cannot be reached.
/// </summary>
public interface IAdsApi
{
    /// <summary>Who the connection's user is, and every account that the user reaches, by whatever path, each once.</summary>
    Task<Discovery> DiscoverAsync(Id<Connection> connection, CancellationToken ct);

    /// <summary>The same for a token just received, before there is a connection to keep it in.</summary>
    Task<Discovery> DiscoverAsync(AccessToken token, CancellationToken ct);

    /// <summary>Campaigns of every type that is not deleted.</summary>
    Task<IReadOnlyList<RemoteCampaign>> GetCampaignsAsync(AccountAccess access, CancellationToken ct);

    /// <summary>
    /// Asks for the file of everything an account is made of, or of what changed since <see cref="EntityAsk.Since"/>; the answer is the request
    /// id to poll with. Throws with <see cref="AdsFault.FullSyncNeeded"/> or <see cref="AdsFault.TooBig"/> when it cannot be had in this way.
    /// </summary>
    Task<string> SubmitEntitiesAsync(AccountAccess access, EntityAsk ask, CancellationToken ct);

    /// <summary>Its file is fetched as a report's.</summary>
    Task<ReportStatus> PollEntitiesAsync(AccountAccess access, string requestId, CancellationToken ct);

    /// <summary>One outcome for each change, in its order. Sent once: an update whose answer is lost is not repeated.</summary>
    Task<IReadOnlyList<ItemOutcome>> UpdateCampaignsAsync(AccountAccess access, IReadOnlyList<CampaignChange> changes, CancellationToken ct);

    /// <summary>Asks for a daily report over whole days of the account's time zone; the answer is the request id to poll with.</summary>
    Task<string> SubmitReportAsync(AccountAccess access, ReportKind report, Period period, string accountTimeZone, CancellationToken ct);

    /// <summary>Asks for an account's sums over whole days of its time zone, as one row; polled and fetched as any report.</summary>
    Task<string> SubmitSummaryAsync(AccountAccess access, Period period, string accountTimeZone, CancellationToken ct);

    Task<ReportStatus> PollReportAsync(AccountAccess access, string reportRequestId, CancellationToken ct);

    /// <summary>The zip behind a polled address; carries none of our tokens. An expired address throws with <see cref="AdsFault.AddressExpired"/>.</summary>
    Task<Stream> DownloadReportAsync(Uri address, CancellationToken ct);
}

public enum ReportProgress
{
    Pending = 1,
    Ready = 2,

    /// <summary>Succeeded with no rows at all: the range is empty, which is an answer.</summary>
    Empty = 3,
    Failed = 4,

    /// <summary>Of entities: the changes cannot be told, everything has to be asked for.</summary>
    FullSyncNeeded = 5,
}

/// <param name="Address">The short-lived download address; only with <see cref="ReportProgress.Ready"/>.</param>
public sealed record ReportStatus(ReportProgress Progress, Uri? Address);
