namespace Portal.Security;

/// <summary>
/// The headers that tell a browser what our pages may do. They are set when the response starts, because the exception handler clears
/// what was set before it. <c>formOrigins</c> are those that a form post may end at by redirect, besides ours: Chromium applies
/// <c>form-action</c> to redirects after a post as well (https://github.com/w3c/webappsec-csp/issues/8), so the origin of Microsoft's
/// authorize page has to be one of them.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next, IReadOnlyCollection<string> formOrigins)
{
    public const string JobsPath = "/operator/jobs";

    private const string Ours = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action ";

    // Hangfire's chart library adds a style element at run time, and its state cards have style attributes. Scripts need nothing more.
    private const string Jobs = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private readonly string policy = Ours + string.Join(' ', formOrigins.Prepend("'self'"));

    public Task InvokeAsync(HttpContext context)
    {
        // Chosen now: a mapped branch, such as the dashboard's, takes its part of the path away before the response starts.
        var chosen = context.Request.Path.StartsWithSegments(JobsPath) ? Jobs : policy;
        context.Response.OnStarting(() => Set(context, chosen));
        return next(context);
    }

    private static Task Set(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }
}

public static class SecurityHeadersUse
{
    /// <summary>Stands first in the pipeline.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, params IReadOnlyCollection<string> formOrigins) =>
        app.UseMiddleware<SecurityHeaders>(formOrigins);
}
