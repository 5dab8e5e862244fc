using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;

namespace Portal.Pages.Account;

/// <summary>
/// Signs in by password. One sentence for every failure, and about the same time: neither says whether the address has a login. Only
/// who knows the password learns that the address is unconfirmed.
/// </summary>
public sealed class SignInModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn) : PageModel
{
    private const string No = "That e-mail address and password do not go together. After five wrong passwords a login rests for 15 minutes.";

    [BindProperty]
    public Fields Input { get; set; } = new();

    public bool IsUnconfirmed { get; private set; }

    public IActionResult OnGet(string? returnUrl) => signIn.IsSignedIn(User) ? Onward(returnUrl) : Page();

    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var user = await users.FindByEmailAsync(Input.Email.Trim());
        if (user is null || await users.IsLockedOutAsync(user))
        {
            users.PasswordHasher.HashPassword(new PortalUser { DisplayName = "" }, Input.Password);
            return Refuse();
        }

        if (!user.EmailConfirmed)
        {
            return await UnconfirmedAsync(user);
        }

        var result = await signIn.PasswordSignInAsync(user, Input.Password, Input.Stay, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => Onward(returnUrl),
            { RequiresTwoFactor: true } => RedirectToPage("SignInWithCode", new { returnUrl, stay = Input.Stay }),
            _ => Refuse(),
        };
    }

    // Identity turns unconfirmed logins away before it looks at the password: anybody could ask who has signed up.
    private async Task<IActionResult> UnconfirmedAsync(PortalUser user)
    {
        if (await users.CheckPasswordAsync(user, Input.Password))
        {
            IsUnconfirmed = true;
            return Page();
        }

        await users.AccessFailedAsync(user);
        return Refuse();
    }

    private PageResult Refuse()
    {
        ModelState.AddModelError("", No);
        return Page();
    }

    private LocalRedirectResult Onward(string? returnUrl) => LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "~/");

    public sealed record Fields
    {
        [Required(ErrorMessage = "Type your e-mail address.")]
        public string Email { get; init; } = "";

        [Required(ErrorMessage = "Type your password.")]
        public string Password { get; init; } = "";

        public bool Stay { get; init; }
    }
}
