using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Members;

/// <summary>Changes a member's role, or removes them. Both count owners in a serializable transaction: two at once must not leave none.</summary>
public sealed class EditModel(PortalDb db, CurrentMember me, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    public Role Role { get; private set; }

    public async Task<IActionResult> OnGetAsync(Id<Person> person, CancellationToken ct)
    {
        if (await LoadAsync(person, ct) is not { } member)
        {
            return NotFound();
        }

        Input = new() { Role = member.Role };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<Person> person, CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        if (await LoadAsync(person, ct) is not { } member)
        {
            return NotFound();
        }

        var changed = member.ChangeRole(Input.Role, me.Membership, await OwnersAsync(ct));
        if (changed.IsRefused)
        {
            ModelState.Refuse(changed.Refusal);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        Note(person, "Role changed", $"{me.Person.Name} changed the role of {Name} from {Role} to {Input.Role}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["Status"] = $"{Name} is now {Input.Role}.";
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Id<Person> person, CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        if (await LoadAsync(person, ct) is not { } member)
        {
            return NotFound();
        }

        ModelState.Clear();
        var removed = member.Remove(me.Membership, await OwnersAsync(ct));
        if (removed.IsRefused)
        {
            ModelState.Refuse(removed.Refusal);
            return Page();
        }

        db.Memberships.Remove(member);
        Note(person, "Removed", $"{me.Person.Name} removed {Name}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["Status"] = $"{Name} is no longer a member.";
        return RedirectToPage("Index");
    }

    private async Task<Membership?> LoadAsync(Id<Person> person, CancellationToken ct)
    {
        var found = await (
            from row in db.Memberships
            join user in db.Users on row.PersonId equals user.Id
            where row.PersonId == person
            select new { row, user.DisplayName, user.Email }).FirstOrDefaultAsync(ct);
        (Name, Email, Role) = (found?.DisplayName ?? "", found?.Email ?? "", found?.row.Role ?? default);
        return found?.row;
    }

    private Task<int> OwnersAsync(CancellationToken ct) => db.Memberships.CountAsync(row => row.Role == Role.Owner, ct);

    private void Note(Id<Person> person, string verb, string sentence) =>
        db.AuditEntries.Add(new AuditEntry(me.Tenant.TenantId, me.Actor, "Member", person.ToString(), verb, sentence, clock.GetUtcNow()));

    public sealed record Fields
    {
        public Role Role { get; init; } = Role.Viewer;
    }
}
