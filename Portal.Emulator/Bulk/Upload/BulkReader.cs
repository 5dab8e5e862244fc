using System.Text;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>Reads the records of a file one after the other (RFC 4180); a short record is filled up with empty fields by who asks.</summary>
internal static class BulkReader
{
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader from, char separator)
    {
        var (fields, field) = (new List<string>(), new StringBuilder());
        var (quoted, any) = (false, false);
        for (var letter = from.Read(); letter >= 0; letter = from.Read())
        {
            any = true;
            if (quoted && letter == '"' && from.Peek() == '"')
            {
                field.Append((char)from.Read());
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || (letter != separator && letter is not ('\r' or '\n')))
            {
                field.Append((char)letter);
            }
            else if (letter != '\r')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (letter == '\n')
                {
                    yield return fields;
                    (fields, any) = ([], false);
                }
            }
        }

        if (any)
        {
            yield return [.. fields, field.ToString()];
        }
    }
}
