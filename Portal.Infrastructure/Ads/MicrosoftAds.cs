using System.Diagnostics.CodeAnalysis;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;

namespace Portal.Infrastructure.Ads;

/// <summary>The Microsoft Advertising REST API, version 13, as the tenant of the scope.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class MicrosoftAds(AccountDiscovery discovery, CampaignManagement campaigns, CampaignUpdates updates, Reporting reporting, BulkDownloads bulk, ReportDownload download)
    : IAdsApi
{
    public Task<Discovery> DiscoverAsync(Id<Connection> connection, CancellationToken ct) => discovery.RunAsync(AdsLogin.Of(connection), ct);

    public Task<Discovery> DiscoverAsync(AccessToken token, CancellationToken ct) => discovery.RunAsync(AdsLogin.With(token), ct);

    public Task<IReadOnlyList<RemoteCampaign>> GetCampaignsAsync(AccountAccess access, CancellationToken ct) => campaigns.GetCampaignsAsync(access, ct);

    public Task<string> SubmitEntitiesAsync(AccountAccess access, EntityAsk ask, CancellationToken ct) => bulk.SubmitAsync(access, ask, ct);

    public Task<ReportStatus> PollEntitiesAsync(AccountAccess access, string requestId, CancellationToken ct) => bulk.PollAsync(access, requestId, ct);

    public Task<IReadOnlyList<ItemOutcome>> UpdateCampaignsAsync(AccountAccess access, IReadOnlyList<CampaignChange> changes, CancellationToken ct) =>
        updates.SendAsync(access, changes, ct);

    public Task<string> SubmitReportAsync(AccountAccess access, ReportKind report, Period period, string accountTimeZone, CancellationToken ct) =>
        reporting.SubmitAsync(access, report, period, accountTimeZone, ct);

    public Task<string> SubmitSummaryAsync(AccountAccess access, Period period, string accountTimeZone, CancellationToken ct) =>
        reporting.SubmitSummaryAsync(access, period, accountTimeZone, ct);

    public Task<ReportStatus> PollReportAsync(AccountAccess access, string reportRequestId, CancellationToken ct) =>
        reporting.PollAsync(access, reportRequestId, ct);

    public Task<Stream> DownloadReportAsync(Uri address, CancellationToken ct) => download.OpenAsync(address, ct);
}
