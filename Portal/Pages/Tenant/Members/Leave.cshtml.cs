using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Members;

public sealed class LeaveModel(PortalDb db, CurrentMember me, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        var member = await db.Memberships.FirstAsync(row => row.PersonId == me.Person.Id, ct);
        var left = member.Remove(member, await db.Memberships.CountAsync(row => row.Role == Role.Owner, ct));
        if (left.IsRefused)
        {
            ModelState.Refuse(left.Refusal);
            return Page();
        }

        db.Memberships.Remove(member);
        db.AuditEntries.Add(new AuditEntry(
            me.Tenant.TenantId, me.Actor, "Member", me.Person.Id.ToString(), "Left", $"{me.Person.Name} left", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["Status"] = $"You left {me.Tenant.Name}.";
        return RedirectToPage("/Account/Organisations");
    }
}
