using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;

namespace Portal.Pages.Account;

/// <summary>The second step of signing in when the phone is gone. A code is used up by it.</summary>
public sealed class SignInWithRecoveryCodeModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? RedirectToPage("SignIn") : Page();

    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return RedirectToPage("SignIn");
        }

        if (ModelState.IsValid && await TryAsync(user))
        {
            return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "~/");
        }

        ModelState.TryAddModelError("Input.Code", "That is none of your unused recovery codes. After five wrong ones the login rests for 15 minutes.");
        return Page();
    }

    // Identity counts wrong passwords and wrong app codes, but not wrong recovery codes.
    private async Task<bool> TryAsync(PortalUser user)
    {
        if (await users.IsLockedOutAsync(user))
        {
            return false;
        }

        if ((await signIn.TwoFactorRecoveryCodeSignInAsync(Input.Code.Trim().ToUpperInvariant())).Succeeded)
        {
            return true;
        }

        await users.AccessFailedAsync(user);
        return false;
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type one of your recovery codes.")]
        public string Code { get; init; } = "";
    }
}
