using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>The list of campaigns as a file: the whole filter in its order, not one page.</summary>
public sealed class ExportModel(DataScopes scopes, CampaignList campaigns) : PageModel
{
    private static readonly (string Head, Func<CampaignRow, object?> Of)[] Columns =
    [
        ("Campaign", row => row.Facts.Name),
        ("Campaign number", row => row.Facts.CampaignId.Value),
        ("Account", row => row.Account.Name),
        ("Account number", row => row.Account.Number),
        ("Status", row => StatusLook.Of(row.Status).Word),
        ("Type", row => row.Facts.Type),
        ("Currency", row => row.Currency),
        ("Daily budget", row => row.Facts.BudgetMicros is { } budget ? new Money(budget, row.Currency).Amount : null),
        ("Budget is shared", row => row.Facts.IsShared ? "yes" : "no"),
        .. FigureColumns.Of<CampaignRow>(row => row.Totals),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var scope = await scopes.ReadAsync(Request.Query, ct);
        var rows = await campaigns.FilteredAsync(scope, CampaignFilter.Read(Request.Query), ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"campaigns {scope.Period.From:yyyy-MM-dd} to {scope.Period.To:yyyy-MM-dd}");
        await FileAnswer.WriteAsync(HttpContext, name, Columns, rows.ToAsyncEnumerable(), ct);
        return new EmptyResult();
    }
}
