using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Connections;

/// <summary>Ends a login here: its tokens are erased at once, its jobs find nothing to do, and the data stays or goes as asked.</summary>
public sealed class DisconnectModel(PortalDb db, AccessTokens tokens, ReachedAccounts reached, CurrentMember member, IncidentBook incidents, IBackgroundJobClient jobs, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Input Form { get; set; } = new(false, null);

    public Connection Connection { get; private set; } = null!;

    public int Accounts { get; private set; }

    public async Task<IActionResult> OnGetAsync(Id<Connection> id, CancellationToken ct) =>
        await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Id<Connection> id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        if (Form.DeleteData && Form.Confirmation?.Trim() != Connection.UserName)
        {
            ModelState.AddModelError("Form.Confirmation", $"To delete the data, type {Connection.UserName} exactly.");
            return Page();
        }

        var ended = Connection.Disconnect();
        if (ended.IsRefused)
        {
            ModelState.AddModelError("", ended.Refusal.Sentence);
            return Page();
        }

        await EraseTokensAsync(ct);
        TempData["Status"] = $"{Connection.UserName} is disconnected and its sign-in is erased here.";
        if (Form.DeleteData)
        {
            jobs.Enqueue<EraseData>(job => job.RunAsync(Connection.TenantId, Connection.Id, CancellationToken.None));
            TempData["Status"] += " Its data is being deleted.";
        }

        return RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(Id<Connection> id, CancellationToken ct)
    {
        var found = await db.Connections.FirstOrDefaultAsync(connection => connection.Id == id && connection.State != ConnectionState.Disconnected, ct);
        if (found is null)
        {
            return false;
        }

        Connection = found;
        Accounts = await db.AdsAccounts.CountAsync(account => account.ConnectionId == id && account.IsChosen, ct);
        return true;
    }

    private async Task EraseTokensAsync(CancellationToken ct)
    {
        db.Grants.RemoveRange(await db.Grants.Where(grant => grant.ConnectionId == Connection.Id).ToListAsync(ct));
        db.RefreshAttempts.RemoveRange(await db.RefreshAttempts.Where(attempt => attempt.ConnectionId == Connection.Id).ToListAsync(ct));
        db.PendingSignIns.RemoveRange(await db.PendingSignIns.Where(signIn => signIn.ConnectionId == Connection.Id).ToListAsync(ct));
        db.AccountReaches.RemoveRange(await db.AccountReaches.Where(way => way.ConnectionId == Connection.Id).ToListAsync(ct));
        await reached.LetGoAsync(Connection, await db.AdsAccounts.Where(account => account.ConnectionId == Connection.Id && account.IsChosen).ToListAsync(ct), ct);

        await incidents.DisconnectAsync(Connection, member.Person);
        db.AuditEntries.Add(new AuditEntry(
            db.CurrentTenantId,
            member.Actor,
            nameof(Connection),
            Connection.Id.ToString(),
            "Disconnected",
            $"{Connection.UserName} was disconnected; its data {(Form.DeleteData ? "is deleted" : "stays")}.",
            clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        tokens.Forget(Connection.Id);
    }

    public sealed record Input(bool DeleteData, string? Confirmation);
}
