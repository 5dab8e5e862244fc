using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Mails;

namespace Portal.Pages.Account.SecondFactor;

/// <summary>Shows fresh codes, once: they travel in the encrypted cookie of one redirect and are stored nowhere else in clear.</summary>
public sealed class RecoveryCodesModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, LoginMails mails) : PageModel
{
    internal const string Fresh = "RecoveryCodes";

    [BindProperty]
    public PasswordAgain Input { get; set; } = new();

    public IReadOnlyList<string>? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await users.GetUserAsync(User) is not { TwoFactorEnabled: true })
        {
            return RedirectToPage("Index");
        }

        Codes = TempData[Fresh] as string[];
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

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

        mails.SecurityChanged(user, "New recovery codes were made");
        TempData[Fresh] = (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))?.ToArray();
        return RedirectToPage();
    }
}
