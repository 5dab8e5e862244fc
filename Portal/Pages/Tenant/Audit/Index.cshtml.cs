using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Audit;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Audit;

public sealed class IndexModel(PortalDb db, Shell shell) : PageModel
{
    public const int Size = 50;

    public AuditFilter Asked { get; private set; } = new();

    public new int Page { get; private set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<AuditEntry> Rows { get; private set; } = [];

    public IReadOnlyList<string> Subjects { get; private set; } = [];

    public IReadOnlyList<string> Actors { get; private set; } = [];

    public static Tone ToneOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => Tone.Good,
        AuditOutcome.Requested => Tone.Info,
        AuditOutcome.Refused => Tone.Warn,
        _ => Tone.Bad,
    };

    public async Task OnGetAsync([FromQuery] AuditFilter asked, [FromQuery(Name = "page")] int page, CancellationToken ct)
    {
        Asked = asked;
        var all = db.AuditEntries.AsNoTracking();
        var found = asked.Of(all, shell.Zone);
        Total = await found.CountAsync(ct);
        Page = Math.Clamp(page, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await found.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Skip((Page - 1) * Size).Take(Size).ToListAsync(ct);
        Subjects = await all.Select(entry => entry.Subject).Distinct().Order().ToListAsync(ct);
        Actors = await all.Select(entry => entry.ActorName).Distinct().Order().ToListAsync(ct);
    }
}
