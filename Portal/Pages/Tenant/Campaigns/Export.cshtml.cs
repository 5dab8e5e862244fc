using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>The list of campaigns as a file: the whole filter in its order, not one page.</summary>
public sealed class ExportModel(DataScopes scopes, CampaignList campaigns, MarkedDays marked) : PageModel
{
    private static readonly (string Head, Func<Exported, object?> Of)[] Columns =
    [
        ("Campaign", exported => exported.Row.Facts.Name),
        ("Campaign number", exported => exported.Row.Facts.CampaignId.Value),
        ("Account", exported => exported.Row.Account.Name),
        ("Account number", exported => exported.Row.Account.Number),
        ("Status", exported => StatusLook.Of(exported.Row.Status).Word),
        ("Type", exported => exported.Row.Facts.Type),
        ("Currency", exported => exported.Row.Currency),
        ("Daily budget", exported => exported.Row.Facts.BudgetMicros is { } budget ? new Money(budget, exported.Row.Currency).Amount : null),
        ("Budget is shared", exported => exported.Row.Facts.IsShared ? "yes" : "no"),
        ("Not final", exported => exported.Finality),
        .. FigureColumns.Of<Exported>(exported => exported.Row.Totals),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var scope = await scopes.ReadAsync(Request.Query, ct);
        var rows = await campaigns.FilteredAsync(scope, CampaignFilter.Read(Request.Query), ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"campaigns {scope.Period.From:yyyy-MM-dd} to {scope.Period.To:yyyy-MM-dd}");
        var marks = await marked.OfAsync(ReportKind.Campaign, scope.Period, scope.Version, ct);
        var sentences = scope.Shown.ToDictionary(account => account.Id, account => scope.FinalityOf(marks, [account]).Sentence);
        await FileAnswer.WriteAsync(HttpContext, name, Columns, rows.Select(row => new Exported(row, sentences.GetValueOrDefault(row.Account.Id))).ToAsyncEnumerable(), ct);
        return new EmptyResult();
    }

    /// <summary>A campaign, and how far the days of its account can be trusted; null: all are final.</summary>
    private sealed record Exported(CampaignRow Row, string? Finality);
}
