using System.Text.Json.Nodes;

namespace Portal.Emulator.Calls;

/// <summary>Puts operations of the advertising API on the road.</summary>
public static partial class Operations
{
    public const string Json = "application/json; charset=utf-8";

    /// <summary>
    /// Serves an operation under <c>/{service}/v13{path}</c>, by POST, PUT or DELETE, all with a body. Every check that does not depend on the operation was made before
    /// it runs; it throws a <see cref="Fault"/> to refuse, and a <see cref="FormatException"/> (a value that cannot be read)
    /// becomes fault 100. <paramref name="writes"/> marks what a viewer may not do.
    /// </summary>
    public static IEndpointConventionBuilder MapOperation(
        this IEndpointRouteBuilder routes, string method, Service service, string path, Func<Call, JsonNode> operation, bool writes = false) =>
        routes.MapMethods($"/{service}/v13{path}", [method], async (HttpContext context, Gate gate, EmulatorOptions options, ILogger<Fault> log) =>
        {
            var trackingId = Tracking.Stamp(context);
            try
            {
                var call = await gate.AdmitAsync(context.Request, service, writes, context.RequestAborted);
                await AnswerAsync(context, StatusCodes.Status200OK, operation(call));
            }
            catch (Fault fault)
            {
                await RefuseAsync(context, fault, trackingId, options);
            }
            catch (FormatException unreadable)
            {
                await RefuseAsync(context, new Fault(service, 100, "NullRequest", unreadable.Message), trackingId, options);
            }
            catch (Exception bug) when (bug is not (OperationCanceledException or IOException or BadHttpRequestException))
            {
                Log.Failed(log, bug, service, path);
                await RefuseAsync(context, Fault.Internal(), trackingId, options);
            }
        });

    internal static Task RefuseAsync(HttpContext context, Fault fault, string trackingId, EmulatorOptions options) =>
        AnswerAsync(context, fault.Status ?? options.StatusOf(fault.Code), fault.ToJson(trackingId));

    private static async Task AnswerAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        await context.Response.Body.WriteAsync(Wire.Write(body), context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Service}{Path} failed inside the stand-in")]
        public static partial void Failed(ILogger log, Exception exception, Service service, string path);
    }
}
