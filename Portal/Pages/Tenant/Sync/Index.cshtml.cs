using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

public sealed class IndexModel(PortalDb db, RunProgress progress, CurrentMember member, TimeProvider clock) : PageModel
{
    public const int PageSize = 25;

    /// <summary>The run under way, else the newest.</summary>
    public RunView? Latest { get; private set; }

    public IReadOnlyList<Row> Runs { get; private set; } = [];

    public int Total { get; private set; }

    public int PageNumber { get; private set; }

    public int Chosen { get; private set; }

    public bool MayStart => member.MayActAs(Role.Analyst) && Chosen > 0 && Latest?.State != SyncRunState.Running;

    public DateTimeOffset NextBySchedule { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "page")] int page = 1, CancellationToken ct = default)
    {
        PageNumber = Math.Max(1, page);
        NextBySchedule = Schedule.NextSync(member.Tenant.TenantId, clock.GetUtcNow());
        Chosen = await db.AdsAccounts.CountAsync(account => account.IsChosen, ct);
        Total = await db.SyncRuns.CountAsync(ct);
        Runs = await db.SyncRuns.AsNoTracking()
            .OrderByDescending(run => run.Id)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize)
            .Select(run => new Row(
                run.Id,
                run.State,
                run.Trigger,
                run.StartedAt,
                run.EndedAt,
                db.SyncSlices.Where(slice => slice.RunId == run.Id).Select(slice => slice.AccountId).Distinct().Count(),
                db.SyncSlices.Where(slice => slice.RunId == run.Id).Sum(slice => slice.RowsDone),
                db.SyncSlices.Where(slice => slice.RunId == run.Id).Sum(slice => slice.Added),
                db.SyncSlices.Where(slice => slice.RunId == run.Id).Sum(slice => slice.Changed),
                db.SyncSlices.Where(slice => slice.RunId == run.Id).Sum(slice => slice.Removed),
                db.SyncSlices.Count(slice => slice.RunId == run.Id && slice.State == SliceState.Failed)))
            .ToListAsync(ct);
        var newest = await db.SyncRuns.OrderBy(run => run.State == SyncRunState.Running ? 0 : 1).ThenByDescending(run => run.Id).Select(run => (Id<SyncRun>?)run.Id).FirstOrDefaultAsync(ct);
        Latest = newest is { } id ? await progress.FindAsync(id, ct) : null;
    }

    public sealed record Row(
        Id<SyncRun> Id,
        SyncRunState State,
        SyncTrigger Trigger,
        DateTimeOffset StartedAt,
        DateTimeOffset? EndedAt,
        int Accounts,
        long Rows,
        int Added,
        int Changed,
        int Removed,
        int Failed);
}
