using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Mails;

namespace Portal.Pages.Account.SecondFactor;

public sealed class DisableModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, LoginMails mails) : PageModel
{
    [BindProperty]
    public PasswordAgain Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await users.GetUserAsync(User) is not { TwoFactorEnabled: true } user)
        {
            return RedirectToPage("Index");
        }

        if (!ModelState.IsValid || !await Input.IsRightAsync(signIn, user))
        {
            ModelState.TryAddModelError("Input.Password", PasswordAgain.No);
            return Page();
        }

        mails.SecurityChanged(user, "Your second factor was turned off");
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
        TempData["Status"] = "The second factor is off.";
        return RedirectToPage("Index");
    }
}
