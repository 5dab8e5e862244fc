using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Portal.Emulator.Calls;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>
/// Takes the file in. It has its own way of signing in (AuthenticationToken, not Authorization), its own shape of refusals, and
/// no tracking headers (section 6.5 of our contract).
/// </summary>
internal static class UploadEndpoint
{
    private const long MostBytes = 100L * 1024 * 1024;

    public static async Task PostAsync(HttpContext context, string id, Uploads uploads, Gate gate, Directory directory, EmulatorClock clock, EmulatorOptions options)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            var (user, customerId, accountId) = gate.AdmitUpload(context.Request);
            var upload = Guid.TryParse(id, out var known) && uploads.Find(known) is { } found && found.UserId == user.Id ? found
                : throw Refused(3220, "BulkServiceInvalidUploadUrl", "The URL for file upload is invalid.");
            if (accountId != upload.AccountId || !directory.CanWrite(user, customerId, accountId))
            {
                throw Fault.NoAccess(Service.Bulk);
            }

            await TakeAsync(context, upload, uploads, clock);
            await AnswerAsync(context, StatusCodes.Status200OK, new JsonObject { ["TrackingId"] = Guid.NewGuid().ToString(), ["RequestId"] = id });
        }
        catch (Fault fault)
        {
            await AnswerAsync(context, fault.Status ?? options.StatusOf(fault.Code), new JsonObject
            {
                ["TrackingId"] = Guid.NewGuid().ToString(),
                ["RequestId"] = id,
                ["Code"] = fault.Code,
                ["ErrorCode"] = fault.ErrorCode,
                ["Message"] = fault.Message,
            });
        }
    }

    private static async Task TakeAsync(HttpContext context, Upload upload, Uploads uploads, EmulatorClock clock)
    {
        if (upload.AskedAt + upload.Options.UploadUrlLifetime < clock.GetUtcNow())
        {
            throw Refused(3226, "BulkServiceUploadUrlExpired", "The URL for file upload has expired.");
        }

        var file = await FilesAsync(context) switch
        {
            [] => throw Refused(3221, "BulkServiceNoFileInRequest", "The request holds no file."),
            [var only] => only,
            _ => throw Refused(3222, "BulkServiceMultipleFilesInRequest", "The request holds several files."),
        };
        if (!UploadFile.Fits(file.FileName))
        {
            throw Refused(3223, "BulkServiceInvalidFileExtension", "The file must end in .csv, .tsv or .zip.");
        }

        if (uploads.Pending(upload.AccountId, clock.GetUtcNow()) >= upload.Options.MostPending)
        {
            throw Refused(3227, "BulkServiceTooManyUploads", "Too many uploads are in work.");
        }

        await ApplyAsync(context, file, upload, uploads, clock);
    }

    private static async Task<IFormFileCollection> FilesAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted)).Files : new FormFileCollection();
        }
        catch (Exception bad) when (bad is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // A form that cannot be read, an empty one for instance, holds no file.
            return new FormFileCollection();
        }
    }

    private static async Task ApplyAsync(HttpContext context, IFormFile file, Upload upload, Uploads uploads, EmulatorClock clock)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(path))
            {
                await file.CopyToAsync(copy, context.RequestAborted);
            }

            if (upload.Options.RowLimitRefusesUpload && new UploadFile(path, file.FileName) is var counted && counted.Survey() && counted.RowCount > upload.Options.MostUploadRows)
            {
                throw Refused(3225, "BulkServiceTooManyRows", "The file holds too many rows.");
            }

            if (!upload.Use())
            {
                throw Refused(3224, "BulkServiceUrlAlreadyUsedForUpload", "The URL has already been used for file upload.");
            }

            uploads.Apply(upload, path, file.FileName, clock.GetUtcNow());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Fault Refused(int code, string errorCode, string message) => new(Service.Bulk, code, errorCode, message);

    private static async Task AnswerAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Operations.Json;
        await context.Response.Body.WriteAsync(Wire.Write(body), context.RequestAborted);
    }
}
