using System.Net.Mime;
using Portal.Emulator.Calls;
using Portal.Emulator.OAuth;

namespace Portal.Emulator.Traffic;

/// <summary>What each kind of fault does to a request.</summary>
internal static class Striking
{
    private const string GatewayPage =
        "<html><head><title>Service Unavailable</title></head><body><h2>Service Unavailable</h2><hr><p>HTTP Error. The service is unavailable.</p></body></html>";

    private const string NoServicePage = "<html><head><title>404 - File or directory not found.</title></head><body><h2>Endpoint not found.</h2></body></html>";

    public static async Task ApplyAsync(HttpContext context, FaultRule rule, RequestDelegate next, EmulatorOptions options)
    {
        switch (rule.Kind)
        {
            case FaultKind.Latency:
                await Task.Delay(rule.Delay, TimeProvider.System, context.RequestAborted);
                await next(context);
                break;
            case FaultKind.Hang:
                await HangAsync(context);
                break;
            case FaultKind.Reset:
                context.Abort();
                break;
            case FaultKind.Truncate:
                await TruncateAsync(context, next);
                break;
            case FaultKind.Stall:
                await TruncateAsync(context, next);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await HangAsync(context);
                break;
            case FaultKind.NotFound:
                await AnswerAsync(context, rule.Status ?? StatusCodes.Status404NotFound, rule, NoServicePage);
                break;
            case FaultKind.Html:
                await AnswerAsync(context, rule.Status ?? StatusCodes.Status503ServiceUnavailable, rule, GatewayPage);
                break;
            case FaultKind.TooManyRequests:
                await AnswerAsync(context, rule.Status ?? StatusCodes.Status429TooManyRequests, rule);
                break;
            case FaultKind.EmptyBadRequest:
                await AnswerAsync(context, StatusCodes.Status400BadRequest, rule);
                break;
            case FaultKind.InternalError:
                await Operations.RefuseAsync(context, Fault.Internal(), Tracking.Stamp(context), options);
                break;
            case FaultKind.Code:
                await Operations.RefuseAsync(context, Named(context.Request.Path, rule), Tracking.Stamp(context), options);
                break;
            case FaultKind.OAuthError:
                await TokenError.Injected(rule.Error ?? "invalid_grant", rule.Code ?? 70000, rule.Status).WriteAsync(context);
                break;
            case FaultKind.UnknownProperty or FaultKind.UnknownEnum or FaultKind.NullLists:
                await Rewriting.ApplyAsync(context, rule.Kind, next);
                break;
            case FaultKind.Uncompressed:
                context.Request.Headers.AcceptEncoding = default;
                await next(context);
                break;
            case FaultKind.WrongType:
                context.Response.OnStarting(() =>
                {
                    context.Response.ContentType = MediaTypeNames.Text.Plain;
                    return Task.CompletedTask;
                });
                await next(context);
                break;
            case FaultKind.NoRefreshToken or FaultKind.ExpiresInAsText:
                context.Features.Set(rule);
                await next(context);
                break;
            default:
                throw new InvalidOperationException($"Nobody said what {rule.Kind} does.");
        }
    }

    private static async Task HangAsync(HttpContext context)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static async Task TruncateAsync(HttpContext context, RequestDelegate next)
    {
        var wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await next(context);
        context.Response.Body = wire;
        context.Response.ContentLength = whole.Length;

        // Fewer bytes than announced make the server close the connection once they are out; aborting could throw them away.
        await wire.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length / 2), context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context, int status, FaultRule rule, string? page = null)
    {
        context.Response.StatusCode = status;
        if (rule.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        if (page is not null)
        {
            context.Response.ContentType = MediaTypeNames.Text.Html;
            await context.Response.WriteAsync(page, context.RequestAborted);
        }
    }

    private static Fault Named(PathString path, FaultRule rule)
    {
        var first = path.Value?.Split('/', 3, StringSplitOptions.RemoveEmptyEntries)[0];
        var service = Enum.TryParse<Service>(first, out var known) ? known : Service.CampaignManagement;
        var code = rule.Code ?? 0;
        return code switch
        {
            0 => Status(Fault.Internal()),
            105 => Status(Fault.InvalidCredentials()),
            106 => Status(Fault.NoAccess(service)),
            109 => Status(Fault.Generic(code, "AuthenticationTokenExpired", "Authentication token expired. Please renew the token or obtain a new one.")),
            117 => Status(Fault.Generic(code, "CallRateExceeded", "You have exceeded the number of calls allowed in a minute.")),
            207 => Status(new Fault(service, code, "ConcurrentRequestOverLimit", "Too many report requests are under way.")),
            _ => Status(new Fault(service, code, rule.Error ?? $"Injected{code}", $"Fault {code}, asked for by the control API.")),
        };

        Fault Status(Fault fault) => rule.Status is null ? fault
            : new Fault(fault.Service, fault.Code, fault.ErrorCode, fault.Message) { Status = rule.Status };
    }
}
