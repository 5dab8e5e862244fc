namespace Portal.Emulator.Calls;

/// <summary>The id of an answer, in the three headers in which the live API sends it.</summary>
internal static class Tracking
{
    private static readonly string[] Headers = ["X-MS-RequestId", "X-MS-TrackingId", "TrackingId"];

    public static string Stamp(HttpContext context)
    {
        if (context.Response.Headers[Headers[0]].ToString() is { Length: > 0 } already)
        {
            return already;
        }

        var id = Guid.NewGuid().ToString();
        foreach (var header in Headers)
        {
            context.Response.Headers[header] = id;
        }

        return id;
    }
}
