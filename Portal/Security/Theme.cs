namespace Portal.Security;

/// <summary>
/// Light, dark or as the system says, kept in a cookie of its own, so that the server writes it into the page and nothing flashes. The
/// cookie holds a preference and nothing about the person; scripts may not read it.
/// </summary>
public static class Theme
{
    public const string System = "system";
    private const string Cookie = "theme";

    public static IReadOnlyList<string> Known { get; } = ["light", "dark", System];

    public static string Of(HttpRequest request) => request.Cookies[Cookie] is { } theme && Known.Contains(theme) ? theme : System;

    /// <summary>
    /// Where the switch leads back to. A return from Microsoft works once and has a code in its address, which no page may show; an error
    /// page has the address of what failed. Both lead to the start.
    /// </summary>
    public static string Back(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/oauth") && !request.Path.StartsWithSegments("/error")
            ? request.Path + request.QueryString.ToString()
            : "/";

    /// <summary>A theme that is not known is passed over.</summary>
    public static void Keep(HttpResponse response, string? theme)
    {
        if (theme is not null && Known.Contains(theme))
        {
            response.Cookies.Append(Cookie, theme, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = response.HttpContext.Request.IsHttps,
            });
        }
    }
}
