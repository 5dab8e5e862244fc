using System.Text.Json.Nodes;
using Portal.Emulator.Bulk.Upload;
using Portal.Emulator.Calls;
using Portal.Emulator.Reporting;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

/// <summary>The operations of the Bulk service, and the files they make.</summary>
internal static class BulkRoutes
{
    public static void MapBulk(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var downloads = services.GetRequiredService<Downloads>();
        var reading = new DownloadRequest(services.GetRequiredService<CampaignWorld>(), services.GetRequiredService<Directory>());
        Map("/Campaigns/DownloadByAccountIds", call => Submit(call, reading.ByAccount));
        Map("/Campaigns/DownloadByCampaignIds", call => Submit(call, reading.ByCampaigns));
        Map("/BulkDownloadStatus/Query", call => Status(downloads, call));
        var uploads = services.GetRequiredService<Uploads>();
        routes.MapOperation("POST", Service.Bulk, "/BulkUploadUrl/Query", uploads.Address, writes: true);
        Map("/BulkUploadStatus/Query", uploads.Status);
        routes.MapPost(Uploads.Path + "/{id}", UploadEndpoint.PostAsync);
        routes.MapGet("/storage/bulkuploadresultfiles/{storageId:guid}/{file}", (HttpContext context, Guid storageId, EmulatorClock clock) =>
            Storage.Get(context, storageId, uploads.IsSigned, uploads.Stored, clock));
        routes.MapGet("/storage/bulkdownloadresultfiles/{storageId:guid}/{file}", (HttpContext context, Guid storageId, EmulatorClock clock) =>
            Storage.Get(context, storageId, downloads.IsSigned, downloads.Stored, clock));

        void Map(string path, Func<Call, JsonNode> operation) => routes.MapOperation("POST", Service.Bulk, path, operation);

        JsonObject Submit(Call call, Func<Call, BulkOptions, DownloadPlan> read) =>
            new() { ["DownloadRequestId"] = downloads.Submit(call.User.Id, read(call, downloads.Options)) };
    }

    public static JsonObject Answer(string status, int percent, string? url = null, params (int Code, string ErrorCode, string Message)[] errors) => new()
    {
        ["RequestStatus"] = status,
        ["ResultFileUrl"] = url,
        ["PercentComplete"] = percent,
        ["ForwardCompatibilityMap"] = new JsonArray(),
        ["Errors"] = errors.Length == 0 ? null : new JsonArray([.. errors.Select(error => new JsonObject
        {
            ["Code"] = error.Code, ["Details"] = null, ["ErrorCode"] = error.ErrorCode, ["Message"] = error.Message,
        })]),
    };

    private static JsonObject Status(Downloads downloads, Call call)
    {
        var download = downloads.Find(call.User.Id, call.Text("RequestId"), call.Now);
        var percent = download.Poll();
        return percent < 100 ? Answer("InProgress", percent)
            : download.IsUnknown ? Answer("AddedLater", percent)
            : download.Fails ? Answer("Failed", percent, null, (0, "InternalError", "An internal error has occurred."))
            : download.NeedsFullSync ? Answer("FailedFullSyncRequired", percent, null, (3603, "FullSyncRequired", "A full sync is required. Ask without a last sync time."))
            : Answer("Completed", percent, new Uri(call.Origin, downloads.Address(download, call.Now)).AbsoluteUri);
    }
}
