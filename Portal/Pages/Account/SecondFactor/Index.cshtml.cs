using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;

namespace Portal.Pages.Account.SecondFactor;

public sealed class IndexModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn) : PageModel
{
    public bool IsOn { get; private set; }

    public bool IsRemembered { get; private set; }

    public int CodesLeft { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return NotFound();
        }

        IsOn = user.TwoFactorEnabled;
        IsRemembered = await signIn.IsTwoFactorClientRememberedAsync(user);
        CodesLeft = await users.CountRecoveryCodesAsync(user);
        return Page();
    }

    /// <summary>Makes a fresh key to be scanned. One that is in use is left alone.</summary>
    public async Task<IActionResult> OnPostBeginAsync()
    {
        if (await users.GetUserAsync(User) is not { TwoFactorEnabled: false } user)
        {
            return RedirectToPage();
        }

        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
        return RedirectToPage("Enable");
    }

    public async Task<IActionResult> OnPostForgetAsync()
    {
        await signIn.ForgetTwoFactorClientAsync();
        TempData["Status"] = "This browser is asked for a code again.";
        return RedirectToPage();
    }
}
