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

    public bool MayStart => MayAsk && Latest?.IsRunning != true;

    public bool MaySet => member.MayActAs(Role.Admin);

    public DateTimeOffset NextBySchedule { get; private set; }

    public bool MayDecide => member.MayActAs(Role.Admin);

    /// <summary>Files that would remove so much that somebody has to look at them.</summary>
    public IReadOnlyList<HeldFile> Held { get; private set; } = [];

    /// <summary>Accounts with records that the portal does not know.</summary>
    public IReadOnlyList<(string Name, int Count, string? Words)> Unknown { get; private set; } = [];

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
        var states = await (
            from state in db.EntitySyncs.AsNoTracking()
            join account in db.AdsAccounts on state.AccountId equals account.AccountId
            where account.IsChosen && (state.HeldAt != null || state.UnknownRecords > 0)
            orderby account.Name
            select new { account.AccountId, account.Name, state.HeldAt, state.ApprovedAt, state.UnknownRecords, state.Unknown }).ToListAsync(ct);
        Held = [.. states.Where(state => state.HeldAt is not null).Select(state => new HeldFile(state.AccountId, state.Name, state.HeldAt.GetValueOrDefault(), state.ApprovedAt is not null))];
        Unknown = [.. states.Where(state => state.UnknownRecords > 0).Select(state => (state.Name, state.UnknownRecords, state.Unknown))];
        Latest = newest is { } id ? await progress.FindAsync(id, null, ct) : null;
    }

    public sealed record HeldFile(AdsId<AdsAccount> AccountId, string Name, DateTimeOffset At, bool IsApproved);

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
