using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Pages.Tenant;

/// <summary>
/// A file for spreadsheets, written row by row as it is sent: UTF-8 with a byte order mark, numbers invariant. A text that a spreadsheet
/// would take for a formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
/// </summary>
internal sealed class CsvAnswer(HttpResponse response, string name)
{
    private static readonly SearchValues<char> Quoting = SearchValues.Create(",;\"\r\n\t'");

    /// <summary>The answer's body as far as it is kept before it goes out.</summary>
    private const int FlushAt = 32_768;

    /// <summary>Rows as the database finds them: none is kept.</summary>
    public async Task WriteAsync<T>(IReadOnlyList<(string Head, Func<T, object?> Of)> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        await using var body = new StreamWriter(response.Body, new UTF8Encoding(true), leaveOpen: true);
        var text = new StringBuilder(FlushAt + 1024);
        text.AppendJoin(',', columns.Select(column => Cell(column.Head))).Append("\r\n");
        await foreach (var row in rows.WithCancellation(ct))
        {
            text.AppendJoin(',', columns.Select(column => Cell(column.Of(row)))).Append("\r\n");
            if (text.Length >= FlushAt)
            {
                await body.WriteAsync(text, ct);
                text.Clear();
            }
        }

        await body.WriteAsync(text, ct);
    }

    /// <summary>A number is nobody's text, so a negative one keeps its sign first.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no cell.", nameof(value)),
    };

    /// <summary>The text, with an apostrophe where it would be taken for a formula. Spreadsheets pass over leading space before they look, so this does too.</summary>
    internal static string Told(string text) =>
        text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;

    private static string Quoted(string text)
    {
        var told = Told(text);
        return told.AsSpan().ContainsAny(Quoting) ? $"\"{told.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : told;
    }
}
