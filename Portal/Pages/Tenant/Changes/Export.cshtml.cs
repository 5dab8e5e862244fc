using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Security;

namespace Portal.Pages.Tenant.Changes;

/// <summary>The changes as a file: the whole filter, not one page. Amounts are as the page shows them, moments in UTC.</summary>
public sealed class ExportModel(ChangeList changes, Shell shell) : PageModel
{
    private static readonly (string Head, Func<ChangeRow, object?> Of)[] Columns =
    [
        ("When", row => row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)),
        ("Account", row => row.Account),
        ("Kind", row => row.KindInWords),
        ("Number", row => row.EntityId),
        ("Name", row => row.Name),
        ("Change", row => row.Field),
        ("From", row => row.FromInWords),
        ("To", row => row.ToInWords),
        ("Where", row => row.Who),
    ];

    public async Task<IActionResult> OnGetAsync([FromQuery] ChangeFilter asked, CancellationToken ct)
    {
        await FileAnswer.WriteAsync(HttpContext, "changes", Columns, (await changes.AllAsync(asked, shell.Zone, ct)).ToAsyncEnumerable(), ct);
        return new EmptyResult();
    }
}
