using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Portal.Pages.Tenant;

/// <summary>
/// A file for spreadsheets, written row by row as it is sent: UTF-8 with a byte order mark, numbers invariant. A text that a spreadsheet
/// would take for a formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
/// </summary>
internal sealed class CsvAnswer(HttpResponse response, string name)
{
    private static readonly CsvConfiguration Rules = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '@', '+', '-', '\t', '\r', '\n'],
        NewLine = "\r\n",
    };

    public async Task WriteAsync<T>(IReadOnlyList<(string Head, Func<T, object?> Of)> columns, IEnumerable<T> rows, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Rules);
        foreach (var (head, _) in columns)
        {
            csv.WriteField(head);
        }

        await csv.NextRecordAsync();
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var (_, of) in columns)
            {
                csv.WriteField(of(row));
            }

            await csv.NextRecordAsync();
        }

        await csv.FlushAsync();
        await text.FlushAsync(ct);
    }
}
