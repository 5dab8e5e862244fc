using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Extras;

/// <summary>Text assets as a bulk cell holds them: a JSON list with lower-case names (responsive-search-ad.md, asset-group.md).</summary>
internal static class AssetText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(long firstId, IReadOnlyList<string> texts) =>
        Json([.. texts.Select((text, place) => new AdText(firstId + place, text))]);

    public static string Json(IReadOnlyList<AdText> texts) =>
        new JsonArray([.. texts.Select(Of)]).ToJsonString(Plain);

    private static JsonObject Of(AdText text)
    {
        var json = new JsonObject { ["id"] = text.AssetId, ["text"] = text.Text, ["assetPerformanceLabel"] = "Unrated", ["editorialStatus"] = "Active" };
        if (text.PinnedField is { } place)
        {
            json["pinnedField"] = place;
        }

        return json;
    }
}
