using System.Text;
using System.Text.Json.Nodes;
using Portal.Emulator.Calls;

namespace Portal.Tests.Emulator;

public sealed class WireTests
{
    [Flags]
    private enum Kind
    {
        Search = 1,
        Shopping = 2,
        Audience = 8,
    }

    [Fact]
    public void Long_numbers_are_text_and_short_ones_are_numbers()
    {
        Assert.Equal("""{"Id":"180000001","Index":3,"Amount":2.00,"Share":0.5,"On":true,"None":null}""", Written(new JsonObject
        {
            ["Id"] = 180000001L,
            ["Index"] = 3,
            ["Amount"] = 2.00m,
            ["Share"] = 0.5,
            ["On"] = true,
            ["None"] = null,
        }));
    }

    [Fact]
    public void Lists_of_long_numbers_are_lists_of_text_with_null_slots() =>
        Assert.Equal("""["7",null]""", Written(new JsonArray(7L, null)));

    [Fact]
    public void Moments_have_no_zone_and_at_most_three_digits()
    {
        var moment = new DateTimeOffset(2026, 9, 3, 11, 38, 14, 490, TimeSpan.FromHours(2));

        Assert.Equal("\"2026-09-03T09:38:14.49\"", Written(JsonValue.Create(moment)));
    }

    [Fact]
    public void Ampersands_and_letters_outside_ascii_are_escaped() =>
        Assert.Equal("\"Caf\\u00E9 \\u0026 Tea\"", Written(JsonValue.Create("Café & Tea")));

    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"T":null}""", null)]
    [InlineData("""{"T":0}""", null)]
    [InlineData("""{"T":10}""", Kind.Shopping | Kind.Audience)]
    [InlineData("""{"T":"Search"}""", Kind.Search)]
    [InlineData("""{"T":"search,Shopping"}""", Kind.Search | Kind.Shopping)]
    [InlineData("""{"T":"Search, Shopping"}""", Kind.Search | Kind.Shopping)]
    [InlineData("""{"T":"Search Audience"}""", Kind.Search | Kind.Audience)]
    [InlineData("""{"T":["Search","Audience"]}""", Kind.Search | Kind.Audience)]
    public void Flags_are_read_in_every_spelling_seen(string body, object? expected) => Assert.Equal((Kind?)expected, Body(body).Flags<Kind>("T"));

    [Fact]
    public void Names_are_told_apart_by_case_and_ids_are_read_as_text_or_number()
    {
        var body = Body("""{"Id":"7","Other":8,"Ids":["1",2],"Day":{"Year":2026,"Day":3,"Month":9}}""");

        Assert.Equal((7L, 8L, null), (body.Long("Id"), body.Long("Other"), body.Long("id")));
        Assert.Equal([1L, 2L], body.Longs("Ids"));
        Assert.Equal(new DateOnly(2026, 9, 3), body.Day("Day"));
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_said_by_name()
    {
        var unreadable = Assert.Throws<FormatException>(() => Body("""{"T":"Serach"}""").Flags<Kind>("T"));

        Assert.Contains("'T'", unreadable.Message, StringComparison.Ordinal);
    }

    private static string Written(JsonNode? node) => Encoding.UTF8.GetString(Wire.Write(node));

    private static JsonObject Body(string text) => JsonNode.Parse(text)!.AsObject();
}
