using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.Control;
using Portal.Emulator.Reporting;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>The uploads of the last two days: their addresses, their states, their results.</summary>
internal sealed class Uploads(Downloads settings, CampaignWorld world, Directory directory) : IResets, IDisposable
{
    public const string Path = "/Api/Advertiser/CampaignManagement/FileUpload/File/UploadBulkFile";

    private readonly ConcurrentDictionary<Guid, Upload> uploads = [];
    private readonly AddressSigner signer = new();
    private readonly string folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"portal-emulator-upload-{Guid.NewGuid():N}");

    public BulkOptions Options => settings.Options;

    public JsonNode Address(Call call)
    {
        if (call.Long("AccountId") is not { } accountId || directory.AccountBy(accountId) is not { } account)
        {
            throw DownloadRequest.Fault(204, "ParameterIsNull", "The parameter 'AccountId' is missing.");
        }

        if (!account.TakesWrites)
        {
            throw DownloadRequest.Fault(1008, "CampaignServiceAccountIsNotActive", "The account is not active: it takes no changes.");
        }

        var errorsOnly = call.Text("ResponseMode") switch
        {
            "ErrorsOnly" => true,
            null or "ErrorsAndResults" => false,
            _ => throw new FormatException("The value of 'ResponseMode' cannot be read."),
        };
        foreach (var old in uploads.Values.Where(upload => upload.AskedAt + Options.Validity < call.Now))
        {
            Forget(old);
        }

        if (Pending(accountId, call.Now) >= Options.MostPending)
        {
            throw DownloadRequest.Fault(4204, "BulkServiceNoMoreCallsPermittedForTheTimePeriod", "You have reached the limit of uploads for now. Try again later.");
        }

        var made = new Upload(call.User.Id, accountId, errorsOnly, Options with { }, call.Now, folder);
        uploads[made.Id] = made;
        return new JsonObject { ["UploadUrl"] = new Uri(call.Origin, $"{Path}/{made.Id}?Ver=13").AbsoluteUri, ["RequestId"] = made.Id.ToString() };
    }

    public JsonNode Status(Call call)
    {
        if (!Guid.TryParse(call.Text("RequestId"), out var id))
        {
            throw DownloadRequest.Fault(3205, "BulkServiceInvalidUploadRequestId", "The request id is invalid.");
        }

        if (Find(id) is not { } upload || upload.UserId != call.User.Id || upload.AskedAt + Options.Validity < call.Now)
        {
            throw DownloadRequest.Fault(4201, "BulkServiceInvalidRequestId", "There is no upload with this request id.");
        }

        var (status, percent) = upload.Poll();
        return BulkRoutes.Answer(status, percent, status.StartsWith("Completed", StringComparison.Ordinal)
            ? new Uri(call.Origin, $"/storage/bulkuploadresultfiles/{id}/{id:N}.zip?{signer.Query(id, call.Now, Options.FileUrlLifetime)}").AbsoluteUri
            : null);
    }

    public Upload? Find(Guid id) => uploads.GetValueOrDefault(id);

    public int Pending(long accountId, DateTimeOffset now) => uploads.Values.Count(upload => upload.AccountId == accountId && upload.IsPendingAt(now));

    public bool IsSigned(Guid storageId, string? end, string? signature) => signer.IsSigned(storageId, end, signature);

    public StoredFile? Stored(Guid storageId) => Find(storageId)?.Result;

    public void Apply(Upload upload, string path, string name, DateTimeOffset now)
    {
        var file = new UploadFile(path, name);
        upload.Run(file, file.Survey(), world.Of(directory.AccountBy(upload.AccountId)!), world, now);
    }

    public void Reset() => uploads.Values.ToList().ForEach(Forget);

    public void Dispose()
    {
        Reset();
        if (System.IO.Directory.Exists(folder))
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private void Forget(Upload upload)
    {
        uploads.TryRemove(upload.Id, out _);
        upload.Forget();
    }
}
