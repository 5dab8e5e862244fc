using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Tests.Components;

/// <summary>Every pair of a text and its ground in the tokens, against WCAG 2.2 AA: https://www.w3.org/TR/WCAG22/#contrast-minimum</summary>
public sealed partial class ContrastTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Read();

    [Theory]
    [InlineData("ink", "ground", "card", "well", "bad-soft", "warn-soft", "good-soft", "info-soft")]
    [InlineData("ink-2", "ground", "card", "well", "idle-soft")]
    [InlineData("ink-3", "ground", "card", "well")]
    [InlineData("brand", "ground", "card", "well", "brand-soft")]
    [InlineData("brand-ink", "brand")]
    [InlineData("bad-ink", "bad")]
    [InlineData("good", "good-soft", "card")]
    [InlineData("warn", "warn-soft", "card")]
    [InlineData("bad", "bad-soft", "card")]
    [InlineData("idle", "idle-soft")]
    [InlineData("info", "info-soft")]
    [InlineData("side-ink", "side", "side-on")]
    [InlineData("side-quiet", "side", "side-on")]
    [InlineData("alarm-ink", "alarm")]
    public void Text_can_be_read_on_its_ground(string text, params string[] grounds) => Assert.All(grounds, ground => AtLeast(4.5, text, ground));

    [Theory]
    [InlineData("edge", "card", "ground")]
    [InlineData("series-1", "card")]
    [InlineData("series-2", "card")]
    [InlineData("brand", "idle-soft")]
    public void Lines_that_mean_something_can_be_seen(string line, params string[] grounds) => Assert.All(grounds, ground => AtLeast(3, line, ground));

    private static void AtLeast(double ratio, string one, string other)
    {
        Assert.InRange(Contrast(Tokens[one].Light, Tokens[other].Light), ratio, 21);
        Assert.InRange(Contrast(Tokens[one].Dark, Tokens[other].Dark), ratio, 21);
    }

    private static double Contrast(string one, string other)
    {
        var (high, low) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (high + 0.05) / (low + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static Dictionary<string, (string Light, string Dark)> Read()
    {
        var css = File.ReadAllText(Path.Combine(Sheets.Folder, "portal.css"));
        return Token().Matches(css).ToDictionary(
            match => match.Groups["name"].Value,
            match => (match.Groups["light"].Value, match.Groups["dark"].Success ? match.Groups["dark"].Value : match.Groups["light"].Value));
    }

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+): (?:light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\)|(?<light>#[0-9a-f]{6}));")]
    private static partial Regex Token();
}
