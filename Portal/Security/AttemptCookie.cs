namespace Portal.Security;

/// <summary>Ties an authorize attempt to the browser that began it. The cookie goes to the callback only, and is gone after it.</summary>
internal static class AttemptCookie
{
    private const string Name = "portal-connect";
    private const string Path = "/oauth";

    public static void Keep(HttpContext context, string browserKey) =>
        context.Response.Cookies.Append(Name, browserKey, Options(context));

    public static string? Take(HttpContext context)
    {
        context.Response.Cookies.Delete(Name, Options(context));
        return context.Request.Cookies[Name];
    }

    // Lax, not Strict: the browser comes back by a link from another site.
    private static CookieOptions Options(HttpContext context) => new()
    {
        Path = Path,
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = Domain.Connections.AuthorizeAttempt.Lifetime,
    };
}
