using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Emulator.Traffic;

namespace Portal.Emulator.Control;

/// <summary>Listing, adding and taking away faults. A rule is written as <see cref="FaultRule"/> is, kinds by name.</summary>
internal static class FaultControls
{
    private static readonly JsonSerializerOptions Named = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", (Faults faults) => Results.Json(faults.Rules, Named));
        routes.MapPost("/faults", AddAsync);
        routes.MapDelete("/faults/{id:int}", (int id, Faults faults) => faults.Remove(id) ? Results.NoContent() : Results.NotFound());
        routes.MapDelete("/faults", Clear);
        routes.MapPost("/faults/clear", Clear);
    }

    private static IResult Clear(Faults faults, HttpRequest request)
    {
        faults.Clear();
        return request.Done();
    }

    private static async Task<IResult> AddAsync(HttpRequest request, Faults faults)
    {
        var ct = request.HttpContext.RequestAborted;
        try
        {
            var rule = request.HasFormContentType
                ? FromForm(await request.ReadFormAsync(ct))
                : await request.ReadFromJsonAsync<FaultRule>(Named, ct);
            return rule is null ? Answering.Refused("Say which kind of fault.") : request.Done(new { Id = faults.Add(rule) });
        }
        catch (JsonException unreadable)
        {
            return Answering.Refused(unreadable.Message);
        }
    }

    private static FaultRule? FromForm(IFormCollection form)
    {
        string? Field(string name) => form[name].ToString() is { Length: > 0 } text ? text : null;

        return Enum.TryParse<FaultKind>(Field("kind"), out var kind) ? new FaultRule(kind)
        {
            Route = Field("route"),
            User = Field("user"),
            Code = int.TryParse(Field("code"), out var code) ? code : null,
            Error = Field("error"),
            Times = int.TryParse(Field("times"), out var times) ? times : null,
        } : null;
    }
}
