using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Mails;

namespace Portal.Pages.Account;

/// <summary>Sends the confirmation link once more. The answer is the same for every address.</summary>
public sealed class ResendConfirmationModel(UserManager<PortalUser> users, LoginMails mails, PortalDb db) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await users.FindByEmailAsync(Input.Email.Trim()) is { EmailConfirmed: false } user)
        {
            await mails.ConfirmAddressAsync(user);
            await db.SaveChangesAsync(ct);
        }

        return RedirectToPage("CheckMail", new { after = "confirm" });
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type your e-mail address."), MailAddress]
        public string Email { get; init; } = "";
    }
}
