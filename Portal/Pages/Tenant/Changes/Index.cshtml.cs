using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Pages.Tenant.Views;
using Portal.Security;

namespace Portal.Pages.Tenant.Changes;

/// <summary>What became different in all chosen accounts.</summary>
public sealed class IndexModel(PortalDb db, ChangeList changes, Shell shell, ViewMenus menus, CurrentMember member) : PageModel
{
    public ChangeFilter Asked { get; private set; } = new();

    public ChangePage Shown { get; private set; } = new([], 1, 0);

    public IReadOnlyList<(AdsId<AdsAccount> Id, string Name)> Accounts { get; private set; } = [];

    public ViewMenu Views { get; private set; } = null!;

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task<IActionResult> OnGetAsync([FromQuery] ChangeFilter asked, [FromQuery(Name = "page")] int page, CancellationToken ct)
    {
        Views = await menus.ReadAsync("changes", Request, ct);
        if (ViewStart.Of(Views, Url) is { } start)
        {
            return start;
        }

        Asked = asked;
        Shown = await changes.FilteredAsync(asked, shell.Zone, page, ct);
        Accounts = [.. (await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).OrderBy(account => account.Name)
            .Select(account => new { account.AccountId, account.Name }).ToListAsync(ct)).Select(account => (account.AccountId, account.Name))];
        return Page();
    }
}
