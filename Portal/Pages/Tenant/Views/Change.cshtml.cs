using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Views;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Views;

/// <summary>One view: its name, whom it reaches, whether its page begins with it, and its end.</summary>
public sealed class ChangeModel(PortalDb db, CurrentMember me, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public CurrentMember Me => me;

    public SavedView View { get; private set; } = null!;

    public DataPage Of { get; private set; } = null!;

    public string Author { get; private set; } = "";

    public bool IsStart { get; private set; }

    public bool MayChange => View.MayBeChangedBy(me.Membership);

    public async Task<IActionResult> OnGetAsync(Id<SavedView> id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        Input = new() { Name = View.Name, Shared = View.IsShared };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<SavedView> id, CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        var (name, wasShared) = (View.Name, View.IsShared);
        var there = await db.SavedViews.SeenBy(me.Person.Id, Of).AsNoTracking().ToListAsync(ct);
        var changed = View.Change(Input.Name, Input.Shared, me.Membership, there, clock.GetUtcNow());
        if (changed.IsRefused)
        {
            ModelState.Refuse(changed.Refusal);
            return Page();
        }

        Note((wasShared, View.IsShared) switch
        {
            (true, true) when name != View.Name => ("Renamed", $"renamed the shared view {name} of {Of.Label} to {View.Name}"),
            (true, false) => ("Withdrawn", $"no longer shares the view {name} of {Of.Label}"),
            (false, true) => ("Shared", $"shared the view {View.Name} of {Of.Label}"),
            _ => null,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["Status"] = $"“{View.Name}” is saved{(View.IsShared == wasShared ? "" : View.IsShared ? " and shared with everybody here" : " and yours alone")}.";
        return RedirectToPage("Index", new { of = Of.Key });
    }

    /// <param name="id">The view.</param>
    /// <param name="query">What is chosen on the page now.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<IActionResult> OnPostOverwriteAsync(Id<SavedView> id, string? query, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        var filled = View.Overwrite(Of.Said(query), me.Membership, clock.GetUtcNow());
        if (!filled.IsRefused)
        {
            Note(View.IsShared ? ("Changed", $"changed what the shared view {View.Name} of {Of.Label} shows") : null);
            await db.SaveChangesAsync(ct);
        }

        TempData[filled.IsRefused ? "Refused" : "Status"] = filled.IsRefused ? filled.Refusal.Sentence : $"“{View.Name}” shows what is chosen now.";
        return LocalRedirect(Of.Link(Url, View));
    }

    public async Task<IActionResult> OnPostDeleteAsync(Id<SavedView> id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        var removed = View.Remove(me.Membership);
        if (!removed.IsRefused)
        {
            db.SavedViews.Remove(View);
            Note(View.IsShared ? ("Deleted", $"deleted the shared view {View.Name} of {Of.Label}") : null);
            await db.SaveChangesAsync(ct);
        }

        TempData[removed.IsRefused ? "Refused" : "Status"] = removed.IsRefused ? removed.Refusal.Sentence : $"“{View.Name}” is deleted.";
        return RedirectToPage("Index", new { of = Of.Key });
    }

    /// <param name="id">The view.</param>
    /// <param name="on">Whether the page is to begin with it.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<IActionResult> OnPostStartAsync(Id<SavedView> id, bool on, CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        var start = await db.DefaultViews.FirstOrDefaultAsync(row => row.PersonId == me.Person.Id && row.Page == Of.Key, ct);
        if (!on && start?.ViewId == View.Id)
        {
            db.DefaultViews.Remove(start);
        }
        else if (on && start is null)
        {
            db.DefaultViews.Add(new(me.Tenant.TenantId, me.Person.Id, Of.Key, View.Id));
        }
        else if (on)
        {
            start?.Become(View.Id);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["Status"] = on ? $"{Of.Label} begins with “{View.Name}” for you." : $"{Of.Label} begins with the standard view for you.";
        return RedirectToPage("Index", new { of = Of.Key });
    }

    private async Task<bool> FindAsync(Id<SavedView> id, CancellationToken ct)
    {
        var found = await db.SavedViews.SeenBy(me.Person.Id).FirstOrDefaultAsync(view => view.Id == id, ct);
        if (found is null || DataPage.Find(found.Page) is not { } page)
        {
            return false;
        }

        (View, Of) = (found, page);
        Author = await db.Users.Where(user => user.Id == found.AuthorId).Select(user => user.DisplayName).FirstOrDefaultAsync(ct) ?? "somebody who left";
        IsStart = await db.DefaultViews.AnyAsync(row => row.PersonId == me.Person.Id && row.ViewId == id, ct);
        return true;
    }

    /// <summary>What is done to somebody's own view is nobody else's business.</summary>
    private void Note((string Verb, string What)? done)
    {
        if (done is { } what)
        {
            db.AuditEntries.Add(new AuditEntry(me.Tenant.TenantId, me.Actor, "View", View.Id.ToString(), what.Verb, $"{me.Person.Name} {what.What}", clock.GetUtcNow()));
        }
    }

    public sealed record Fields
    {
        public string? Name { get; init; }

        public bool Shared { get; init; }
    }
}
