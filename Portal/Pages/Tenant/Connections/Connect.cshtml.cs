using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Connections;

/// <summary>Sends the browser to Microsoft: for a new login, or to heal a connection. A form, so that no link can start it.</summary>
public sealed class ConnectModel(PortalDb db, AuthorizeAttempts attempts, CurrentMember member) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(Id<Connection>? id, CancellationToken ct)
    {
        var reconnects = id is null ? null : await db.Connections.FirstOrDefaultAsync(connection => connection.Id == id && connection.State != ConnectionState.Disconnected, ct);
        if (id is not null && reconnects is null)
        {
            return NotFound();
        }

        var start = await attempts.BeginAsync(member.Person, reconnects, ct);
        AttemptCookie.Keep(HttpContext, start.BrowserKey);
        return Redirect(start.Address.ToString());
    }
}
