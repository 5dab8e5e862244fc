using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Emulator.Pages;
using Portal.Emulator.Traffic;

namespace Portal.Emulator.Control;

/// <summary>Reading and clearing the request log: a page for people, JSON with a count for programs.</summary>
internal static class RequestControls
{
    private const int OnThePage = 200;

    private static readonly JsonSerializerOptions Named = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static void MapRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests", ListAsync);
        routes.MapDelete("/requests", Clear);
        routes.MapPost("/requests/clear", Clear);
    }

    private static async Task ListAsync(HttpContext context, RequestLog log, PageWriter pages, string? path = null, string? grantType = null)
    {
        var entries = log.Entries.Where(entry =>
            (path is null || entry.Path.Contains(path, StringComparison.OrdinalIgnoreCase)) && (grantType is null || entry.GrantType == grantType)).ToList();
        if (context.Request.WantsPage())
        {
            await pages.WriteAsync<Requests>(context, new() { ["Entries"] = entries.AsEnumerable().Reverse().Take(OnThePage).ToList(), ["Count"] = entries.Count });
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new { entries.Count, Requests = entries }, Named, context.RequestAborted);
        }
    }

    private static IResult Clear(RequestLog log, HttpRequest request)
    {
        log.Clear();
        return request.Done(back: Answering.Home + "/requests");
    }
}
