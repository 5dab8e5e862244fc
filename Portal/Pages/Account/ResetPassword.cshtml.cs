using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Mails;

namespace Portal.Pages.Account;

/// <summary>
/// Where the mailed link leads. It proves the address, so it confirms it as well: whoever signed up with somebody else's address before
/// loses the login to the one who reads the mail. The second factor stays.
/// </summary>
public sealed class ResetPasswordModel(UserManager<PortalUser> users, LoginMails mails, PortalDb db) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(string? person, string? token, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var user = await users.FindByIdAsync(Guid.TryParse(person, out var id) ? id.ToString() : Guid.Empty.ToString());
        if (user is null)
        {
            ModelState.AddModelError("", "This link no longer works. Have a new one sent.");
            return Page();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var reset = await users.ResetPasswordAsync(user, LoginMails.Decode(token), Input.Password);
        if (!reset.Succeeded)
        {
            Refuse(reset);
            return Page();
        }

        user.EmailConfirmed = true;
        mails.SecurityChanged(user, "Your password was changed");
        await users.SetLockoutEndDateAsync(user, null);
        await transaction.CommitAsync(ct);
        TempData["Status"] = "Your new password is saved. Sign in with it.";
        return RedirectToPage("SignIn");
    }

    private void Refuse(IdentityResult reset)
    {
        if (reset.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken)))
        {
            ModelState.AddModelError("", "This link no longer works. Have a new one sent.");
        }
        else
        {
            ModelState.Refuse(reset, "Input.Password");
        }
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Choose a password.")]
        public string Password { get; init; } = "";
    }
}
