using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Sync;

/// <summary>What the forms of the sync pages offer to choose from.</summary>
public sealed class AccountChoices(PortalDb db)
{
    public static IReadOnlyList<SelectListItem> Reports { get; } =
        [new("Every report", ""), .. Portal.Domain.Sync.Reports.All.Select(report => new SelectListItem(SliceView.NameOf(report), report.ToString()))];

    public async Task<IReadOnlyList<SelectListItem>> AccountsAsync(CancellationToken ct)
    {
        var accounts = await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).OrderBy(account => account.Name).Select(account => new { account.AccountId, account.Name, account.Number }).ToListAsync(ct);
        return [new("All chosen accounts", ""), .. accounts.Select(account => new SelectListItem($"{account.Name} ({account.Number})", account.AccountId.ToString()))];
    }
}
