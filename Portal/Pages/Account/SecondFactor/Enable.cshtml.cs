using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Mails;

namespace Portal.Pages.Account.SecondFactor;

/// <summary>Shows the key once more until a code proves that the app has it; then it is never shown again.</summary>
public sealed class EnableModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, LoginMails mails) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    /// <summary>In groups of four, to be typed.</summary>
    public string Key { get; private set; } = "";

    public string Picture { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() =>
        await users.GetUserAsync(User) is { TwoFactorEnabled: false } user && await ShowAsync(user) ? Page() : RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync()
    {
        if (await users.GetUserAsync(User) is not { TwoFactorEnabled: false } user || !await ShowAsync(user))
        {
            return RedirectToPage("Index");
        }

        var code = string.Concat(Input.Code.Where(char.IsAsciiDigit));
        if (!ModelState.IsValid || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            ModelState.TryAddModelError("Input.Code", "That code does not fit. Check that your phone's clock is right, and type the newest code.");
            return Page();
        }

        mails.SecurityChanged(user, "Your second factor was turned on");
        await users.SetTwoFactorEnabledAsync(user, true);
        TempData[RecoveryCodesModel.Fresh] = (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))?.ToArray();
        await signIn.RefreshSignInAsync(user);
        TempData["Status"] = "The second factor is on.";
        return RedirectToPage("RecoveryCodes");
    }

    private async Task<bool> ShowAsync(PortalUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            return false;
        }

        Key = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
        Picture = AuthenticatorPicture.Of(user.Email ?? "", key);
        return true;
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type the six digits.")]
        public string Code { get; init; } = "";
    }
}
