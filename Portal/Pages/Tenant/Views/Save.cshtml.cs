using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Views;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Views;

/// <summary>Saves what is chosen on a data page as a new view. It is shown only when something was refused.</summary>
public sealed class SaveModel(PortalDb db, CurrentMember me, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public CurrentMember Me => me;

    public DataPage Of { get; private set; } = DataPage.All[0];

    /// <summary>The page with the choices that are to be saved.</summary>
    public string Back => $"{Of.Address(Url)}?{DataPage.ViewName}={DataPage.NoView}&{Of.Said(Input.Query)}".TrimEnd('&');

    public IActionResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (DataPage.Find(Input.Of) is not { } page)
        {
            return NotFound();
        }

        Of = page;
        await using var transaction = await db.BeginAloneAsync(ct);
        var there = await db.SavedViews.SeenBy(me.Person.Id, page).AsNoTracking().ToListAsync(ct);
        var saved = SavedView.Save(page.Key, page.Said(Input.Query), Input.Name, Input.Shared, me.Membership, there, clock.GetUtcNow());
        if (saved.IsRefused)
        {
            ModelState.Refuse(saved.Refusal);
            return Page();
        }

        var view = saved.Value;
        db.SavedViews.Add(view);
        if (view.IsShared)
        {
            db.AuditEntries.Add(new AuditEntry(me.Tenant.TenantId, me.Actor, "View", view.Id.ToString(), "Shared", $"{me.Person.Name} shared the view {view.Name} of {page.Label}", clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["Status"] = view.IsShared ? $"“{view.Name}” is saved and shared with everybody here." : $"“{view.Name}” is saved.";
        return LocalRedirect(page.Link(Url, view));
    }

    public sealed record Fields
    {
        /// <summary>The key of the page.</summary>
        public string? Of { get; init; }

        public string? Query { get; init; }

        public string? Name { get; init; }

        public bool Shared { get; init; }
    }
}
