using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages.Tenant.Accounts;

/// <summary>The list of accounts as a file: the whole filter in its order, not one page.</summary>
public sealed class ExportModel(DataScopes scopes, AccountList accounts) : PageModel
{
    private static readonly (string Head, Func<AccountRow, object?> Of)[] Columns =
    [
        ("Account", row => row.Account.Name),
        ("Account number", row => row.Account.Number),
        ("Status", row => StatusLook.Of(row.Account.Status).Word),
        ("Currency", row => row.Account.Currency),
        ("Time zone", row => row.Account.TimeZone),
        ("Not final", row => row.Finality.Sentence),
        .. FigureColumns.Of<AccountRow>(row => row.Totals),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var scope = await scopes.ReadAsync(Request.Query, ct);
        var filter = AccountFilter.Read(Request.Query);
        var rows = AccountList.Sort((await accounts.AllAsync(scope, ct)).Where(filter.Takes), filter, scope.Currencies);
        var name = string.Create(CultureInfo.InvariantCulture, $"accounts {scope.Period.From:yyyy-MM-dd} to {scope.Period.To:yyyy-MM-dd}");
        await FileAnswer.WriteAsync(HttpContext, name, Columns, rows.ToAsyncEnumerable(), ct);
        return new EmptyResult();
    }
}
