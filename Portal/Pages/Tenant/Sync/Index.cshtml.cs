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

    /// <summary>The run under way that brings everything up to date, else the newest of its kind.</summary>
    public RunView? Latest { get; private set; }

    public RunFilter Filter { get; private set; } = new(null, null);

    public IReadOnlyList<Row> Runs { get; private set; } = [];

    /// <summary>Those that fit the filter, and all.</summary>
    public int Total { get; private set; }

    public int All { get; private set; }

    public int PageNumber { get; private set; }

    public int Chosen { get; private set; }

    public LookBack Tiers { get; private set; } = LookBack.Default;

    public bool MayAsk => member.MayActAs(Role.Analyst) && Chosen > 0;

    public bool MayStart => MayAsk && Latest?.State != SyncRunState.Running;

    public bool MaySet => member.MayActAs(Role.Admin);

    public DateTimeOffset NextBySchedule { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "page")] int page = 1, CancellationToken ct = default)
    {
        Filter = RunFilter.Read(Request.Query);
        NextBySchedule = Schedule.NextSync(member.Tenant.TenantId, clock.GetUtcNow());
        Tiers = (await db.SyncSettings.AsNoTracking().FirstOrDefaultAsync(ct))?.Tiers ?? LookBack.Default;
        Chosen = await db.AdsAccounts.CountAsync(account => account.IsChosen, ct);
        All = await db.SyncRuns.CountAsync(ct);
        Total = Filter.IsSet ? await Filter.Of(db.SyncRuns).CountAsync(ct) : All;
        PageNumber = Math.Clamp(page, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Runs = await Filter.Of(db.SyncRuns.AsNoTracking())
            .OrderByDescending(run => run.Id)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize)
            .Select(run => new Row(run.Id, run.State, run.Trigger, run.Purpose, run.StartedAt, run.EndedAt, run.Accounts, run.Rows, run.Added, run.Changed, run.Removed, run.Failed, run.Slices))
            .ToListAsync(ct);
        var newest = await db.SyncRuns
            .Where(run => run.Purpose == SyncPurpose.Current)
            .OrderBy(run => run.State == SyncRunState.Running ? 0 : 1).ThenByDescending(run => run.Id)
            .Select(run => (Id<SyncRun>?)run.Id)
            .FirstOrDefaultAsync(ct);
        Latest = newest is { } id ? await progress.FindAsync(id, ct) : null;
    }

    public sealed record Row(
        Id<SyncRun> Id,
        SyncRunState State,
        SyncTrigger Trigger,
        SyncPurpose Purpose,
        DateTimeOffset StartedAt,
        DateTimeOffset? EndedAt,
        int Accounts,
        long Rows,
        int Added,
        int Changed,
        int Removed,
        int Failed,
        int Slices)
    {
        /// <summary>What a run brought is counted when it ends; of the oldest ones it was not.</summary>
        public string Counted(long count) => Slices == 0 ? "" : Components.Say.Number(count);
    }
}
