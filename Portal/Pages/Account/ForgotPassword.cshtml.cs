using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Mails;

namespace Portal.Pages.Account;

/// <summary>Sends a link to choose a new password. The answer is the same whether or not the address has a login. It serves unconfirmed logins too: the link proves the address.</summary>
public sealed class ForgotPasswordModel(UserManager<PortalUser> users, LoginMails mails, PortalDb db) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await users.FindByEmailAsync(Input.Email.Trim()) is { } user)
        {
            await mails.ChoosePasswordAsync(user);
            await db.SaveChangesAsync(ct);
        }

        return RedirectToPage("CheckMail", new { after = "password" });
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type your e-mail address."), MailAddress]
        public string Email { get; init; } = "";
    }
}
