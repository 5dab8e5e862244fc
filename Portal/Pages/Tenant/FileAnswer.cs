namespace Portal.Pages.Tenant;

/// <summary>A list as a file, in the form that the address asks for: <c>as=xlsx</c> a workbook, otherwise CSV.</summary>
internal static class FileAnswer
{
    public static Task WriteAsync<T>(HttpContext http, string name, IReadOnlyList<(string Head, Func<T, object?> Of)> columns, IAsyncEnumerable<T> rows, CancellationToken ct) =>
        http.Request.Query["as"] == "xlsx" ? new SheetAnswer(http.Response, name).WriteAsync(columns, rows, ct) : new CsvAnswer(http.Response, name).WriteAsync(columns, rows, ct);
}
