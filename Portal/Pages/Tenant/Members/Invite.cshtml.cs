using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Members;

/// <summary>Invites, invites again, and withdraws. All three need the right to invite, so they live on one page.</summary>
public sealed class InviteModel(PortalDb db, CurrentMember me, InvitationPost post, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var sent = await post.SendAsync(Input.Email.Trim(), Input.Role, "Invited", ct);
        if (sent.IsRefused)
        {
            ModelState.Refuse(sent.Refusal);
            return Page();
        }

        TempData["Status"] = $"{sent.Value.Email} is invited as {sent.Value.Role}.";
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostAgainAsync(Id<Invitation> id, CancellationToken ct)
    {
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } old)
        {
            return NotFound();
        }

        var sent = old.IsOpen(clock.GetUtcNow())
            ? await post.SendAsync(old.Email, old.Role, "Invited again", ct)
            : new Refusal("This invitation is no longer open.");
        TempData[sent.IsRefused ? "Refused" : "Status"] = sent.IsRefused
            ? sent.Refusal.Sentence
            : $"{old.Email} gets a new link; the one sent before no longer works.";
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Id<Invitation> id, CancellationToken ct)
    {
        if (await db.Invitations.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } invitation)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        var revoked = invitation.Revoke(now);
        if (revoked.IsRefused)
        {
            TempData["Refused"] = revoked.Refusal.Sentence;
            return RedirectToPage("Index");
        }

        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "Invitation", id.ToString(), "Withdrawn", $"{me.Person.Name} withdrew the invitation of {invitation.Email}", now));
        await db.SaveChangesAsync(ct);
        TempData["Status"] = $"The invitation of {invitation.Email} is withdrawn; its link no longer works.";
        return RedirectToPage("Index");
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Whom do you want to invite?"), MailAddress]
        public string Email { get; init; } = "";

        public Role Role { get; init; } = Role.Viewer;
    }
}
