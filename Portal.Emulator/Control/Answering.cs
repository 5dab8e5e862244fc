namespace Portal.Emulator.Control;

/// <summary>A control is pulled by a program (JSON or nothing in, JSON out) or from the page (a form in, back to the page).</summary>
internal static class Answering
{
    public const string Home = "/__emulator";

    public static bool WantsPage(this HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    public static IResult Done(this HttpRequest request, object? result = null, string back = Home) =>
        request.WantsPage() ? Results.Redirect(back) : Results.Json(result ?? new { Done = true });

    public static IResult Refused(string why) => Results.Json(new { Error = why }, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Another site's page must not pull the strings of a developer's machine: browsers say where a request comes from.</summary>
    public static async ValueTask<object?> OnlyFromHereAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : await next(context);
}
