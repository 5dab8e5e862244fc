using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using SpreadCheetah;

namespace Portal.Pages.Tenant;

/// <summary>
/// A workbook, written row by row as it is sent. Its texts are typed as such and never computed; they carry the same apostrophe as in
/// <see cref="CsvAnswer"/> all the same, because who saves the sheet as a CSV file takes it further.
/// </summary>
internal sealed class SheetAnswer(HttpResponse response, string name)
{
    /// <summary>A sheet ends at 1,048,576 rows; what is more goes on in the next one, under the same heads.</summary>
    private const int MostRows = 1_000_000;

    /// <summary>Excel takes no longer text in a cell.</summary>
    private const int MostText = 32_767;

    /// <summary>Excel's numbers are doubles; a number beyond would end in zeros that nobody wrote.</summary>
    private const long MostExact = 1L << 53;

    public async Task WriteAsync<T>(IReadOnlyList<(string Head, Func<T, object?> Of)> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        response.ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.xlsx\"";

        // .NET writes the end of a zip file, and little else, without waiting.
        response.HttpContext.Features.Get<IHttpBodyControlFeature>()?.AllowSynchronousIO = true;
        await using var book = await Spreadsheet.CreateNewAsync(response.Body, cancellationToken: ct);
        var cells = new DataCell[columns.Count];
        var written = 0;
        await StartAsync(book, columns, cells, 1, ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (written > 0 && written % MostRows == 0)
            {
                await StartAsync(book, columns, cells, (written / MostRows) + 1, ct);
            }

            for (var at = 0; at < cells.Length; at++)
            {
                cells[at] = Cell(columns[at].Of(row));
            }

            await book.AddRowAsync(cells, ct);
            written++;
        }

        await book.FinishAsync(ct);
    }

    internal static DataCell Cell(object? value) => value switch
    {
        null => default,
        string text => new(Text(text)),
        decimal number => new(number),
        int number => new(number),
        long number and > -MostExact and < MostExact => new(number),
        IFormattable number => new(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no cell.", nameof(value)),
    };

    /// <summary>Characters that XML has no way to write are replaced, or the whole workbook would be unreadable.</summary>
    internal static string Text(string text)
    {
        var told = string.Create(text.Length, text, static (into, from) =>
        {
            for (var at = 0; at < from.Length; at++)
            {
                into[at] = from[at] is (< ' ' and not ('\t' or '\n' or '\r')) or '\uFFFE' or '\uFFFF' ? '\uFFFD' : from[at];
            }
        });
        told = CsvAnswer.Told(told);
        return told.Length <= MostText ? told : told[..MostText];
    }

    private static async Task StartAsync<T>(Spreadsheet book, IReadOnlyList<(string Head, Func<T, object?> Of)> columns, DataCell[] cells, int number, CancellationToken ct)
    {
        await book.StartWorksheetAsync(string.Create(CultureInfo.InvariantCulture, $"Rows {number}"), token: ct);
        for (var at = 0; at < cells.Length; at++)
        {
            cells[at] = new(columns[at].Head);
        }

        await book.AddRowAsync(cells, ct);
    }
}
