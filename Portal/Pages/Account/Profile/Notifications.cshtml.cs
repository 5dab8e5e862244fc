using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Account.Profile;

/// <summary>When a person wants mails about their organisations' connections.</summary>
public sealed class NotificationsModel(PortalDb db) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (PortalPrincipal.PersonOf(User) is not { } person)
        {
            return NotFound();
        }

        var habits = await FindAsync(person, ct) ?? new MailHabits(person.Id);
        Input = new() { Delivery = habits.Delivery, QuietFrom = habits.QuietFrom, QuietTo = habits.QuietTo, TimeZone = habits.TimeZone };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (PortalPrincipal.PersonOf(User) is not { } person)
        {
            return NotFound();
        }

        var habits = await FindAsync(person, ct) ?? db.MailHabits.Add(new MailHabits(person.Id)).Entity;
        var changed = habits.Change(Input.Delivery, Input.QuietFrom, Input.QuietTo, Input.TimeZone);
        if (changed.IsRefused && ModelState.IsValid)
        {
            ModelState.Refuse(changed.Refusal);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await db.SaveChangesAsync(ct);
        TempData["Status"] = "Your choice is saved.";
        return RedirectToPage();
    }

    private Task<MailHabits?> FindAsync(Person person, CancellationToken ct) => db.MailHabits.FirstOrDefaultAsync(habits => habits.PersonId == person.Id, ct);

    public sealed record Fields
    {
        [EnumDataType(typeof(Delivery), ErrorMessage = "Choose when to be told.")]
        public Delivery Delivery { get; init; } = Delivery.AtOnce;

        [DataType(DataType.Time)]
        public TimeOnly? QuietFrom { get; init; }

        [DataType(DataType.Time)]
        public TimeOnly? QuietTo { get; init; }

        public string? TimeZone { get; init; }
    }
}
