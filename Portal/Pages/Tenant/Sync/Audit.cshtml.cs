using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Sync;

/// <summary>What the nightly comparison with Microsoft's own sums found, and what became of it.</summary>
public sealed class AuditModel(PortalDb db) : PageModel
{
    public const int PageSize = 50;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Reports that drifted and were not found equal since.</summary>
    public int Open { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public static (Tone Tone, string Word, string Said) Look(SumCheck check) => check switch
    {
        { Outcome: SumOutcome.Equal } => (Tone.Good, "Equal", "nothing found"),
        { Outcome: SumOutcome.NotCompared } => (Tone.Idle, "Not compared", "Microsoft gave no summary; the next night tries again"),
        { HealedAt: not null } => (Tone.Good, "Healed", "its days were read again"),
        _ => (Tone.Warn, "Drift", "its days are read again by the next sync"),
    };

    public async Task OnGetAsync([FromQuery(Name = "page")] int page = 1, CancellationToken ct = default)
    {
        Total = await db.SumChecks.CountAsync(ct);
        Open = await db.SumChecks.Where(check => check.Outcome == SumOutcome.Drifted && check.HealedAt == null).Select(check => new { check.AccountId, check.Report }).Distinct().CountAsync(ct);
        PageNumber = Math.Clamp(page, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = await (
            from check in db.SumChecks.AsNoTracking()
            join account in db.AdsAccounts on check.AccountId equals account.AccountId
            orderby check.Id descending
            select new Row(check, account.Name)).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }

    public sealed record Row(SumCheck Check, string Name);
}
