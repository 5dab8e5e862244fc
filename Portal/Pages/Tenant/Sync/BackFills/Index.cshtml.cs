using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Members;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync.BackFills;

/// <summary>The planner: how far back each account's data reach, and the back-fills under way.</summary>
public sealed class IndexModel(BackFillProgress progress, CurrentMember member) : PageModel
{
    public BackFillView View { get; private set; } = new([], 0, 1, 0, 0);

    public bool MayChange => member.MayActAs(Role.Admin);

    public async Task OnGetAsync([FromQuery(Name = "page")] int page = 1, CancellationToken ct = default) => View = await progress.ReadAsync(page, ct);
}
