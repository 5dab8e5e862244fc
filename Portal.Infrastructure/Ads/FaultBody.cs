using System.Globalization;
using System.Text.Json;

namespace Portal.Infrastructure.Ads;

/// <summary>The first error of a refused call, whatever shape the body has; <see cref="Code"/> is null where there is none.</summary>
internal sealed record FaultBody(int? Code, string? Name, string? Message, string? TrackingId)
{
    public static readonly FaultBody None = new(null, null, null, null);

    private static readonly string[] Lists = ["Errors", "OperationErrors", "BatchErrors", "EditorialErrors"];

    /// <summary>Reads the body without using it up, so that it can be read again.</summary>
    public static async Task<FaultBody> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await response.Content.LoadIntoBufferAsync(ct);
        try
        {
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return json.RootElement.ValueKind == JsonValueKind.Object ? Within(json.RootElement) ?? Deeper(json.RootElement) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>One page of Microsoft's wraps the fault in another object; no live answer was seen to.</summary>
    private static FaultBody Deeper(JsonElement root) => root.EnumerateObject()
        .Where(property => property.Value.ValueKind == JsonValueKind.Object)
        .Select(property => Within(property.Value))
        .FirstOrDefault(found => found is not null) ?? None;

    private static FaultBody? Within(JsonElement fault)
    {
        foreach (var name in Lists)
        {
            if (!fault.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            foreach (var error in list.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object))
            {
                return new FaultBody(Number(error, "Code"), Text(error, "ErrorCode"), Text(error, "Message"), Text(fault, "TrackingId"));
            }
        }

        return null;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement parent, string name) => parent.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        }
        : null;
}
