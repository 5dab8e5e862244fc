using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Sync;

/// <summary>One run: how far it is, its accounts, and its parts page by page.</summary>
public sealed class RunModel(PortalDb db, RunProgress progress) : PageModel
{
    public const int PageSize = 50;

    /// <summary>So many accounts are shown with their progress, those in trouble or at work first; the filter finds the others.</summary>
    public const int AccountsShown = 20;

    public RunView View { get; private set; } = null!;

    public SliceFilter Filter { get; private set; } = new(null, null, null);

    public IReadOnlyList<SliceView> Slices { get; private set; } = [];

    public IReadOnlyList<SliceKind> Kinds { get; private set; } = [];

    public int Total { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public async Task<IActionResult> OnGetAsync(Id<SyncRun> id, SliceState? state, SliceKind? part, long? account, [FromQuery(Name = "page")] int page = 1, CancellationToken ct = default)
    {
        if (await progress.FindAsync(id, ct) is not { } found)
        {
            return NotFound();
        }

        View = found;
        Filter = new(state, part, account is { } one ? new AdsId<AdsAccount>(one) : null);
        var all = db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == id);
        Kinds = await all.Select(slice => slice.Kind).Distinct().OrderBy(kind => kind).ToListAsync(ct);
        Total = Filter.IsSet ? await Filter.Of(all).CountAsync(ct) : found.Slices;
        PageNumber = Math.Clamp(page, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Slices = (await Filter.Of(all)
            .OrderBy(slice => slice.AccountId).ThenBy(slice => slice.Kind).ThenByDescending(slice => slice.To)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(ct)).ConvertAll(SliceView.Of);
        return Page();
    }

    public string NameOf(AdsId<AdsAccount> account) => View.Accounts.FirstOrDefault(one => one.AccountId == account)?.Name ?? $"Account {account}";
}
