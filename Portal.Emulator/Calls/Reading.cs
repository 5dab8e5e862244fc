using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Emulator.Calls;

/// <summary>Lenient reads of a request body. Absent and null are null; a value that cannot be read throws <see cref="FormatException"/>.</summary>
public static class Reading
{
    private static readonly char[] Separators = [',', ' '];

    public static long? Long(this JsonObject from, string name) => from[name] is { } node ? ToLong(node, name) : null;

    public static int? Int(this JsonObject from, string name) => (int?)from.Long(name);

    public static decimal? Number(this JsonObject from, string name) => from[name] is not { } node ? null
        : decimal.TryParse(Plain(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Unreadable(name);

    public static string? Text(this JsonObject from, string name) => from[name] switch
    {
        null => null,
        JsonValue value => Plain(value),
        _ => throw Unreadable(name),
    };

    public static bool? Bool(this JsonObject from, string name) => from[name] is not { } node ? null
        : bool.TryParse(Plain(node), out var truth) ? truth
        : throw Unreadable(name);

    public static JsonObject? Object(this JsonObject from, string name) => from[name] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw Unreadable(name),
    };

    public static IReadOnlyList<JsonObject?>? Objects(this JsonObject from, string name) =>
        List(from, name)?.Select(node => node is null ? null : node as JsonObject ?? throw Unreadable(name)).ToList();

    public static IReadOnlyList<long>? Longs(this JsonObject from, string name) =>
        List(from, name)?.Select(node => ToLong(node ?? throw Unreadable(name), name)).ToList();

    public static IReadOnlyList<string>? Texts(this JsonObject from, string name) =>
        List(from, name)?.Select(node => Plain(node ?? throw Unreadable(name))).ToList();

    /// <summary>A <c>Date</c> structure: Day, Month and Year in any order.</summary>
    public static DateOnly? Day(this JsonObject from, string name)
    {
        if (from.Object(name) is not { } day)
        {
            return null;
        }

        return DateOnly.TryParseExact(
            $"{day.Int("Year"):0000}-{day.Int("Month"):00}-{day.Int("Day"):00}", "yyyy-MM-dd", out var date) ? date : throw Unreadable(name);
    }

    /// <summary>A moment; without a zone it is UTC.</summary>
    public static DateTimeOffset? Moment(this JsonObject from, string name) => from.Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime()
        : throw Unreadable(name);

    public static T? Value<T>(this JsonObject from, string name) where T : struct, Enum => from[name] is not { } node ? null
        : Enum.TryParse<T>(Plain(node), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw Unreadable(name);

    /// <summary>
    /// Flags in every way they are seen: absent, null and 0 are null; a mask; names separated by comma, comma and space,
    /// or space; an array of names. A name that <typeparamref name="T"/> lacks cannot be read.
    /// </summary>
    public static T? Flags<T>(this JsonObject from, string name) where T : struct, Enum
    {
        var texts = from[name] switch
        {
            null => [],
            JsonArray => from.Texts(name) ?? [],
            var node => (IReadOnlyList<string>)Plain(node).Split(Separators, StringSplitOptions.RemoveEmptyEntries),
        };
        var mask = texts.Aggregate(0L, (sum, text) => sum | (Enum.TryParse<T>(text, ignoreCase: true, out var flag)
            ? Convert.ToInt64(flag, CultureInfo.InvariantCulture)
            : throw Unreadable(name)));
        return mask == 0 ? null : (T)Enum.ToObject(typeof(T), mask);
    }

    private static JsonArray? List(JsonObject from, string name) => from[name] switch
    {
        null => null,
        JsonArray array => array,
        _ => throw Unreadable(name),
    };

    private static long ToLong(JsonNode node, string name) =>
        long.TryParse(Plain(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable(name);

    private static string Plain(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => throw new FormatException("A plain value was expected."),
    };

    private static FormatException Unreadable(string name) => new($"The value of '{name}' cannot be read.");
}
