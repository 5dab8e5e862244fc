using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain;
using Portal.Domain.Sync;

namespace Portal.Pages.Tenant.Sync;

public sealed class RunModel(RunProgress progress) : PageModel
{
    public RunView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Id<SyncRun> id, CancellationToken ct)
    {
        if (await progress.FindAsync(id, ct) is not { } found)
        {
            return NotFound();
        }

        View = found;
        return Page();
    }
}
