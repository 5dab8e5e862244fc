using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Portal.Emulator.Reporting;

/// <summary>The host of the files: no login, no headers, only a signed address that ends soon.</summary>
internal static class Storage
{
    public static IResult GetReport(HttpContext context, Guid storageId, Reports reports, EmulatorClock clock) =>
        Get(context, storageId, reports.IsSigned, id => reports.Stored(id)?.File(), clock);

    /// <summary>Serves what <paramref name="find"/> finds to who has an address that is signed and has not ended.</summary>
    public static IResult Get(
        HttpContext context, Guid storageId, Func<Guid, string?, string?, bool> isSigned, Func<Guid, StoredFile?> find, EmulatorClock clock)
    {
        var (end, signature) = (context.Request.Query["se"].ToString(), context.Request.Query["sig"].ToString());
        if (!isSigned(storageId, end, signature))
        {
            return Refuse(clock, "Signature did not match.");
        }

        if (DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) is var until && until < clock.GetUtcNow())
        {
            return Refuse(clock, $"Signature not valid in the specified time frame: Expiry [{until:R}] - Current [{clock.GetUtcNow():R}]");
        }

        if (find(storageId) is not { } file)
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentMD5 = Convert.ToBase64String(file.Md5);
        var tag = new EntityTagHeaderValue($"\"0x{Convert.ToHexString(file.Md5, 0, 8)}\"");
        return Results.File(file.Path, file.ContentType, lastModified: file.MadeAt, entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>As Azure answers an address that has ended (Storage REST API, error responses).</summary>
    private static IResult Refuse(EmulatorClock clock, string detail) => Results.Content(
        $"""
        <?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.
        RequestId:{Guid.NewGuid()}
        Time:{clock.GetUtcNow():O}</Message><AuthenticationErrorDetail>{detail}</AuthenticationErrorDetail></Error>
        """,
        "application/xml", statusCode: StatusCodes.Status403Forbidden);
}
