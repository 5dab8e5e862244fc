using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Infrastructure.Ads.Wire;

/// <summary>
/// How the API writes: PascalCase as the records have it, 64-bit numbers as text. Read leniently, as the service adds properties
/// without notice; absent and null are the same.
/// </summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new LongAsText() },
    };

    private sealed class LongAsText : JsonConverter<long>
    {
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
            ? long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new JsonException("A 64-bit number is written as text that is no number.")
            : reader.GetInt64();

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>An answer of which only the success matters.</summary>
internal sealed record PartialErrorsAnswer(IReadOnlyList<WireError?>? PartialErrors);

/// <summary>BatchError, EditorialError and their like; other properties differ by kind and are not read.</summary>
internal sealed record WireError(int Code, string? ErrorCode, string? Message, int Index);
