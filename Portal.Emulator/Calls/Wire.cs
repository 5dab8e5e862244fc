using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Emulator.Calls;

/// <summary>
/// Writes an answer as the live API does: a <see cref="long"/> as text, a moment without zone and with at most three digits
/// after the second, everything outside plain ASCII (and the ampersand) escaped. Other values stay as they are.
/// </summary>
public static class Wire
{
    public static byte[] Write(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, node);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A moment as the API writes it: UTC, no zone.</summary>
    public static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    /// <summary>A <c>Date</c> structure, or null.</summary>
    public static JsonObject? Day(DateOnly? day) =>
        day is { } date ? new JsonObject { ["Day"] = date.Day, ["Month"] = date.Month, ["Year"] = date.Year } : null;

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject properties:
                writer.WriteStartObject();
                foreach (var (name, value) in properties)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                Write(writer, node.AsValue());
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonValue value)
    {
        // A value read from a request keeps its own spelling; only what the emulator made itself is turned into text.
        if (value.TryGetValue<JsonElement>(out _))
        {
            value.WriteTo(writer);
        }
        else if (value.TryGetValue<long>(out var number))
        {
            writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
        else if (value.TryGetValue<DateTimeOffset>(out var moment))
        {
            writer.WriteStringValue(Moment(moment));
        }
        else if (value.TryGetValue<decimal>(out var amount))
        {
            writer.WriteNumberValue(amount);
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
