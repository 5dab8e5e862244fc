using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
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

    public bool MayDecide => member.MayActAs(Role.Admin);

    /// <summary>Files that would remove so much that somebody has to look at them.</summary>
    public IReadOnlyList<HeldFile> Held { get; private set; } = [];

    /// <summary>Accounts with records that the portal does not know.</summary>
    public IReadOnlyList<(string Name, int Count, string? Words)> Unknown { get; private set; } = [];

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
        var states = await (
            from state in db.EntitySyncs.AsNoTracking()
            join account in db.AdsAccounts on state.AccountId equals account.AccountId
            where account.IsChosen && (state.HeldAt != null || state.UnknownRecords > 0)
            orderby account.Name
            select new { account.AccountId, account.Name, state.HeldAt, state.ApprovedAt, state.UnknownRecords, state.Unknown }).ToListAsync(ct);
        Held = [.. states.Where(state => state.HeldAt is not null).Select(state => new HeldFile(state.AccountId, state.Name, state.HeldAt.GetValueOrDefault(), state.ApprovedAt is not null))];
        Unknown = [.. states.Where(state => state.UnknownRecords > 0).Select(state => (state.Name, state.UnknownRecords, state.Unknown))];
        Latest = newest is { } id ? await progress.FindAsync(id, ct) : null;
    }

    public sealed record HeldFile(AdsId<AdsAccount> AccountId, string Name, DateTimeOffset At, bool IsApproved);

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
