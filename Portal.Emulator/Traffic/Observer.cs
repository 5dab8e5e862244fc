using System.Globalization;
using Portal.Emulator.OAuth;

namespace Portal.Emulator.Traffic;

/// <summary>Writes every request of the API and of OAuth into the log before it is answered, then lets a waiting fault strike.</summary>
internal sealed class Observer(RequestDelegate next, RequestLog log, Faults faults, Grants grants, EmulatorClock clock, EmulatorOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsOurOwn(context.Request.Path))
        {
            await next(context);
            return;
        }

        var form = IsSmallForm(context.Request) ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var node = log.Add(number => Describe(number, context.Request, form));
        var fault = faults.Strike(node.Value);
        log.Change(node, entry => entry with { Fault = fault?.Kind });

        // Noted before the first byte leaves: whoever has the answer finds it in the log. A cut connection has no answer.
        context.Response.OnStarting(() =>
        {
            if (fault?.Kind is FaultKind.Hang or FaultKind.Reset)
            {
                return Task.CompletedTask;
            }

            log.Change(node, entry => entry with
            {
                Status = context.Response.StatusCode,
                TrackingId = context.Response.Headers["TrackingId"],
            });
            return Task.CompletedTask;
        });
        await (fault is null ? next(context) : Striking.ApplyAsync(context, fault, next, options));
    }

    /// <summary>A file that is uploaded is not read here: it may be large, and there is no grant in it.</summary>
    private static bool IsSmallForm(HttpRequest request) =>
        request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;

    private static bool IsOurOwn(PathString path) =>
        !path.HasValue || path == "/" || path.StartsWithSegments("/__emulator") || path.StartsWithSegments("/assets");

    private RequestEntry Describe(int number, HttpRequest request, IFormCollection form)
    {
        var (authorization, authenticationToken) = (request.Headers.Authorization.ToString(), request.Headers["AuthenticationToken"].ToString());
        var bearer = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : authenticationToken;
        var (code, refresh) = (form["code"].ToString(), form["refresh_token"].ToString());
        var subject = code.Length > 0 ? grants.FindCode(code)?.Subject : grants.FindToken(refresh.Length > 0 ? refresh : bearer)?.Subject;
        return new RequestEntry(number, clock.GetUtcNow(), request.Method, request.Path)
        {
            User = subject?.UserName,
            CustomerId = Id(request.Headers["CustomerId"]),
            AccountId = Id(request.Headers["CustomerAccountId"]) ?? Id(request.Headers["AccountId"]),
            GrantType = form["grant_type"].ToString() is { Length: > 0 } grantType ? grantType : null,
            Presented = RequestLog.Mask(code.Length > 0 ? code : refresh),
            Authorization = RequestLog.Mask(authorization),
            AuthenticationToken = RequestLog.Mask(authenticationToken),
            DeveloperToken = RequestLog.Mask(request.Headers["DeveloperToken"]),
        };
    }

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
