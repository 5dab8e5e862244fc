using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;

namespace Portal.Pages.Account;

/// <summary>The second step of signing in. Identity checks codes by the system clock, with two steps of 30 seconds to either side.</summary>
public sealed class SignInWithCodeModel(SignInManager<PortalUser> signIn) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? RedirectToPage("SignIn") : Page();

    public async Task<IActionResult> OnPostAsync(string? returnUrl, bool stay)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return RedirectToPage("SignIn");
        }

        var code = string.Concat(Input.Code.Where(char.IsAsciiDigit));
        if (ModelState.IsValid && (await signIn.TwoFactorAuthenticatorSignInAsync(code, stay, Input.Remember)).Succeeded)
        {
            return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "~/");
        }

        ModelState.TryAddModelError("Input.Code", "That code does not fit. Codes change every 30 seconds; after five wrong ones the login rests for 15 minutes.");
        return Page();
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type the six digits.")]
        public string Code { get; init; } = "";

        public bool Remember { get; init; }
    }
}
