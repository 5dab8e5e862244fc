using System.Buffers;
using System.Text;

namespace Portal.Emulator.Bulk;

/// <summary>Writes rows as UTF-8 with mark, CRLF, and quotes only where a field needs them.</summary>
internal sealed class BulkText(Stream into, char separator) : IDisposable
{
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);
    private readonly StreamWriter writer = new(into, Marked, 64 * 1024, leaveOpen: true);
    private readonly SearchValues<char> special = SearchValues.Create([separator, '"', '\r', '\n']);

    public void Line(IReadOnlyList<string> fields) => Line([.. fields]);

    public void Line(ReadOnlySpan<string?> fields)
    {
        for (var place = 0; place < fields.Length; place++)
        {
            if (place > 0)
            {
                writer.Write(separator);
            }

            if (fields[place] is { Length: > 0 } text)
            {
                Field(text);
            }
        }

        writer.Write("\r\n");
    }

    /// <summary>Text that is no row, to damage a file with.</summary>
    public void Raw(string text) => writer.Write(text);

    public void Dispose() => writer.Dispose();

    private void Field(string text)
    {
        if (text.AsSpan().ContainsAny(special) || text[0] == ' ' || text[^1] == ' ')
        {
            writer.Write('"');
            writer.Write(text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
            writer.Write('"');
        }
        else
        {
            writer.Write(text);
        }
    }
}
