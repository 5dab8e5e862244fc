namespace Portal.Infrastructure.Ads.Wire;

/// <summary>What both kinds of download ask for: by account, or by campaigns.</summary>
internal sealed record DownloadBody(IReadOnlyList<string> DownloadEntities)
{
    public IReadOnlyList<long>? AccountIds { get; init; }

    public IReadOnlyList<WireCampaignScope>? Campaigns { get; init; }

    /// <summary>ISO 8601; absent asks for everything.</summary>
    public string? LastSyncTimeInUTC { get; init; }

    public string CompressionType { get; } = "Zip";

    /// <summary>The other scopes have no changes: they would make every file a full one.</summary>
    public string DataScope { get; } = "EntityData";

    public string DownloadFileType { get; } = "Csv";

    public string FormatVersion { get; } = "6.0";
}

internal sealed record WireCampaignScope(long CampaignId, long ParentAccountId);

internal sealed record DownloadAnswer(string? DownloadRequestId);

internal sealed record DownloadStatusBody(string RequestId);

internal sealed record DownloadStatusAnswer(string? RequestStatus, string? ResultFileUrl, IReadOnlyList<WireError?>? Errors);
