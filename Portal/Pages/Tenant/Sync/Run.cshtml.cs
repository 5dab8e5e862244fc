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

    public RunView View { get; private set; } = null!;

    public SliceFilter Filter { get; private set; } = new(null, null, null);

    /// <summary>Those whose parts can be chosen.</summary>
    public IReadOnlyList<(AdsId<AdsAccount> AccountId, string Name)> Accounts { get; private set; } = [];

    public IReadOnlyList<SliceView> Slices { get; private set; } = [];

    public IReadOnlyList<SliceKind> Kinds { get; private set; } = [];

    public int Total { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public async Task<IActionResult> OnGetAsync(Id<SyncRun> id, SliceState? state, SliceKind? part, long? account, [FromQuery(Name = "page")] int page = 1, CancellationToken ct = default)
    {
        if (await progress.FindAsync(id, null, ct) is not { } found)
        {
            return NotFound();
        }

        View = found;
        Filter = new(state, part, account is { } one ? new AdsId<AdsAccount>(one) : null);
        var all = db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == id);
        Kinds = await all.Select(slice => slice.Kind).Distinct().OrderBy(kind => kind).ToListAsync(ct);
        Accounts = [.. (await db.AdsAccounts.AsNoTracking()
            .Where(one => all.Any(slice => slice.AccountId == one.AccountId))
            .OrderBy(one => one.Name).Select(one => new { one.AccountId, one.Name }).ToListAsync(ct)).Select(one => (one.AccountId, one.Name))];
        Total = Filter.IsSet || found.Run.ClearedAt is not null ? await Filter.Of(all).CountAsync(ct) : found.Sum.Slices;
        PageNumber = Math.Clamp(page, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Slices = (await (
            from slice in Filter.Of(all)
            join owner in db.AdsAccounts on slice.AccountId equals owner.AccountId into known
            from owner in known.DefaultIfEmpty()
            orderby slice.AccountId, slice.Kind, slice.To descending
            select new { Slice = slice, owner.Name }).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(ct)).ConvertAll(one => SliceView.Of(one.Slice, one.Name));
        return Page();
    }
}
