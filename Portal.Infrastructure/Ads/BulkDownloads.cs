using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>Asks for an account as a file, and for the file's state (https://learn.microsoft.com/advertising/guides/bulk-download-upload).</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class BulkDownloads(AdsCalls calls)
{
    private static readonly AdsOperation ByAccount = AdsOperation.Read(AdsService.Bulk, "DownloadCampaignsByAccountIds", "Campaigns/DownloadByAccountIds") with { IsDownload = true };
    private static readonly AdsOperation ByCampaigns = AdsOperation.Read(AdsService.Bulk, "DownloadCampaignsByCampaignIds", "Campaigns/DownloadByCampaignIds") with { IsDownload = true };
    private static readonly AdsOperation Status = AdsOperation.Read(AdsService.Bulk, "GetBulkDownloadStatus", "BulkDownloadStatus/Query");

    /// <summary>Members of https://learn.microsoft.com/advertising/bulk-service/downloadentity; one that is not known there refuses the whole (3211).</summary>
    private static readonly string[] Entities =
    [
        "Campaigns", "AdGroups", "Ads", "Keywords", "Budgets", "AssetGroups",
        "CampaignNegativeKeywords", "AdGroupNegativeKeywords", "NegativeKeywordLists", "SharedNegativeKeywords", "CampaignNegativeKeywordListAssociations",
        "Labels", "CampaignLabels", "AdGroupLabels", "KeywordLabels", "ResponsiveSearchAdLabels",
        "SitelinkAdExtensions", "CalloutAdExtensions", "CallAdExtensions", "StructuredSnippetAdExtensions",
        "AccountSitelinkAdExtensions", "AccountCalloutAdExtensions", "AccountStructuredSnippetAdExtensions",
        "CampaignSitelinkAdExtensions", "CampaignCalloutAdExtensions", "CampaignCallAdExtensions", "CampaignStructuredSnippetAdExtensions",
        "RemarketingLists", "CustomAudiences", "InMarketAudiences",
        "AdGroupRemarketingListAssociations", "AdGroupCustomAudienceAssociations", "AdGroupInMarketAudienceAssociations",
    ];

    public async Task<string> SubmitAsync(AccountAccess access, EntityAsk ask, CancellationToken ct)
    {
        var account = access.AccountId.Value;
        var body = new DownloadBody(Entities)
        {
            AccountIds = ask.Campaigns is null ? [account] : null,
            Campaigns = ask.Campaigns?.Select(campaign => new WireCampaignScope(campaign.Value, account)).ToList(),
            LastSyncTimeInUTC = ask.Since?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture),
        };
        var answer = await calls.SendAsync<DownloadAnswer>(ask.Campaigns is null ? ByAccount : ByCampaigns, access, body, ct);
        return answer.Body.DownloadRequestId is { Length: > 0 } id
            ? id
            : throw new AdsApiException(AdsFault.Transient, 0, "Bulk DownloadCampaigns: the answer holds no request id.", answer.TrackingId);
    }

    public async Task<ReportStatus> PollAsync(AccountAccess access, string requestId, CancellationToken ct)
    {
        var answer = (await calls.SendAsync<DownloadStatusAnswer>(Status, access, new DownloadStatusBody(requestId), ct)).Body;
        return answer switch
        {
            { RequestStatus: "Completed" } when Uri.TryCreate(answer.ResultFileUrl, UriKind.Absolute, out var address) => new ReportStatus(ReportProgress.Ready, address),
            { RequestStatus: "FailedFullSyncRequired" } => new ReportStatus(ReportProgress.FullSyncNeeded, null),
            _ when answer.Errors.Present().Any(error => FaultClasses.Of(AdsService.Bulk, error.Code, 200).Fault == AdsFault.FullSyncNeeded) =>
                new ReportStatus(ReportProgress.FullSyncNeeded, null),
            { RequestStatus: "Failed" or "Completed" } => new ReportStatus(ReportProgress.Failed, null),

            // InProgress, or, as with reports, a word that is not known.
            _ => new ReportStatus(ReportProgress.Pending, null),
        };
    }
}
