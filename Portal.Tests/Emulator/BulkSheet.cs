using System.Globalization;
using System.Text;

namespace Portal.Tests.Emulator;

/// <summary>A bulk file taken apart by the rules of RFC 4180.</summary>
internal sealed class BulkSheet(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
{
    public IReadOnlyList<string> Columns { get; } = columns;

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; } = rows;

    public DateTime SyncTime => DateTime.ParseExact(
        Assert.Single(Of("Account"))["Sync Time"], ["MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm"], CultureInfo.InvariantCulture);

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Of(string type) => [.. Rows.Where(row => row["Type"] == type)];

    /// <summary>Everything but the account and the version, to compare two files by.</summary>
    public IEnumerable<string> Told => Rows.Where(row => row["Type"] is not ("Account" or "Format Version"))
        .Select(row => string.Join('|', row.Where(cell => cell.Value.Length > 0).OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}")))
        .Order(StringComparer.Ordinal);

    /// <summary>The text of an upload: mark, header, version 6.0, and the other lines.</summary>
    public static string Text(string[] lines)
    {
        var name = lines[0].Split(',').ToList().IndexOf("Name");
        var version = string.Join(',', lines[0].Split(',').Select((_, place) => place == 0 ? "Format Version" : place == name ? "6.0" : ""));
        return "\uFEFF" + string.Join("\r\n", [lines[0], version, .. lines[1..]]) + "\r\n";
    }

    public static BulkSheet Parse(string text, char separator = ',')
    {
        var lines = Lines(text.TrimStart('\uFEFF'), separator).ToList();
        var columns = lines[0];
        Assert.All(lines, line => Assert.Equal(columns.Count, line.Count));
        return new(columns, [.. lines.Skip(1).Select(line => columns.Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))]);
    }

    private static IEnumerable<List<string>> Lines(string text, char separator)
    {
        var (line, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var place = 0; place < text.Length; place++)
        {
            var letter = text[place];
            if (quoted)
            {
                if (letter == '"' && place + 1 < text.Length && text[place + 1] == '"')
                {
                    field.Append('"');
                    place++;
                }
                else if (letter == '"')
                {
                    quoted = false;
                }
                else
                {
                    field.Append(letter);
                }
            }
            else if (letter == '"')
            {
                quoted = true;
            }
            else if (letter == separator || letter == '\n')
            {
                line.Add(field.ToString());
                field.Clear();
                if (letter == '\n')
                {
                    yield return line;
                    line = [];
                }
            }
            else if (letter != '\r')
            {
                field.Append(letter);
            }
        }

        Assert.False(quoted, "A quote is never closed.");
        Assert.Equal((0, 0), (line.Count, field.Length));
    }
}
