using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Emulator.Traffic;

/// <summary>Answers as a newer Microsoft may send them: right, but not as they were when the client was written.</summary>
internal static class Rewriting
{
    private static readonly string[] Enums = ["Status", "CampaignType", "BudgetType", "EditorialStatus", "AccountLifeCycleStatus"];

    public static async Task ApplyAsync(HttpContext context, FaultKind kind, RequestDelegate next)
    {
        // What is compressed could not be changed.
        context.Request.Headers.AcceptEncoding = default;
        var wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await next(context);
        context.Response.Body = wire;
        var bytes = whole.ToArray();
        if (context.Response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true && JsonNode.Parse(bytes) is { } answer)
        {
            bytes = JsonSerializer.SerializeToUtf8Bytes(Changed(answer, kind));
        }

        context.Response.ContentLength = bytes.Length;
        await wire.WriteAsync(bytes, context.RequestAborted);
    }

    private static JsonNode? Changed(JsonNode? node, FaultKind kind)
    {
        switch (node)
        {
            case JsonArray { Count: 0 } when kind == FaultKind.NullLists:
                return null;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Changed(item?.DeepClone(), kind))]);
            case JsonObject parent:
                var changed = new JsonObject(parent.Select(property => KeyValuePair.Create(property.Key, Of(property.Key, property.Value, kind))));
                if (kind == FaultKind.UnknownProperty)
                {
                    changed["AddedLater"] = new JsonObject { ["Values"] = new JsonArray(1, "two", null) };
                }

                return changed;
            default:
                return node;
        }
    }

    private static JsonNode? Of(string name, JsonNode? value, FaultKind kind) =>
        kind == FaultKind.UnknownEnum && Enums.Contains(name) && value?.GetValueKind() == JsonValueKind.String ? "AddedLater" : Changed(value?.DeepClone(), kind);
}
