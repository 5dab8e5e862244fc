using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Mails;

namespace Portal.Pages.Account.Profile;

public sealed class PasswordModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, LoginMails mails) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return NotFound();
        }

        // Counted like a sign-in: a browser left open must not be a place to guess the password.
        if (ModelState.IsValid && !(await signIn.CheckPasswordSignInAsync(user, Input.Now, lockoutOnFailure: true)).Succeeded)
        {
            ModelState.AddModelError("Input.Now", "This is not your password. After five wrong ones the login rests for 15 minutes.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        // Identity saves the new password and, with it, the mail that waits in the same context.
        mails.SecurityChanged(user, "Your password was changed");
        var changed = await users.ChangePasswordAsync(user, Input.Now, Input.Then);
        if (!changed.Succeeded)
        {
            ModelState.Refuse(changed, "Input.Then");
            return Page();
        }

        await signIn.RefreshSignInAsync(user);
        TempData["Status"] = "Your password is changed.";
        return RedirectToPage("Index");
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type the password you have.")]
        public string Now { get; init; } = "";

        [Required(ErrorMessage = "Choose a new password.")]
        public string Then { get; init; } = "";
    }
}
