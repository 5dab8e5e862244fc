using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Portal.Emulator.Bulk;
using Portal.Emulator.Reporting;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Life;

namespace Portal.Emulator.Control;

/// <summary>Reading and changing how the Bulk service behaves, what is wrong with files and reports, and whether the accounts live.</summary>
internal static class BulkControls
{
    private static readonly JsonSerializerOptions Named = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    internal sealed record Flaw(BulkFlaw Kind, int Times = 1);

    internal sealed record OfReports(ReportFlaw Kind, int Times = 1);

    public static void MapBulkControls(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bulk", (Downloads downloads) => Results.Json(downloads.Options, Named));
        routes.MapPost("/bulk", (HttpRequest request, Downloads downloads) => ChangeAsync(request, () => downloads.Options, changed => downloads.Options = changed));
        routes.MapPost("/bulk/flaws", (HttpRequest request, Downloads downloads) =>
            ChangeAsync(request, () => new Flaw(default), flaw => downloads.Spoil(flaw.Kind, flaw.Times)));
        routes.MapPost("/reports/flaws", (HttpRequest request, Reports reports) =>
            ChangeAsync(request, () => new OfReports(default), flaw => reports.Spoil(flaw.Kind, flaw.Times)));
        routes.MapGet("/life", (CampaignWorld world) => Results.Json(world.Life, Named));
        routes.MapPost("/life", (HttpRequest request, CampaignWorld world) => ChangeAsync<LifeOptions>(request, () => world.Life, changed => world.Life = changed));
    }

    /// <summary>Lays the properties that the request names over the current ones.</summary>
    private static async Task<IResult> ChangeAsync<T>(HttpRequest request, Func<T> current, Action<T> set)
    {
        try
        {
            var whole = JsonSerializer.SerializeToNode(current(), Named)!.AsObject();
            var changes = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject ?? [];
            foreach (var (name, value) in changes)
            {
                whole[JsonNamingPolicy.CamelCase.ConvertName(name)] = value?.DeepClone();
            }

            set(whole.Deserialize<T>(Named)!);
            return request.Done();
        }
        catch (JsonException unreadable)
        {
            return Answering.Refused(unreadable.Message);
        }
    }
}
