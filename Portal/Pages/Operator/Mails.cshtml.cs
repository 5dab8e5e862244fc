using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;

namespace Portal.Pages.Operator;

/// <summary>The mails that a folder took in place of a mail server. Where a server is set, there is no such page.</summary>
public sealed class MailsModel(MailFolder folder) : PageModel
{
    public IReadOnlyList<MailInFolder> Mails { get; private set; } = [];

    public MailInFolder? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync(Id<Mail>? id, CancellationToken ct)
    {
        if (!folder.IsUsed)
        {
            return NotFound();
        }

        Mails = await folder.ListAsync(ct);
        Shown = id is { } wanted ? await folder.FindAsync(wanted, ct) : null;
        return id is not null && Shown is null ? NotFound() : Page();
    }
}
