using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;

namespace Portal.Pages.Account.Profile;

public sealed class IndexModel(UserManager<PortalUser> users, SignInManager<PortalUser> signIn) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public bool HasSecondFactor { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return NotFound();
        }

        Input = new() { Name = user.DisplayName };
        HasSecondFactor = user.TwoFactorEnabled;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            HasSecondFactor = user.TwoFactorEnabled;
            return Page();
        }

        user.DisplayName = Input.Name.Trim();
        await users.UpdateAsync(user);
        await signIn.RefreshSignInAsync(user);
        TempData["Status"] = "Your name is saved.";
        return RedirectToPage();
    }

    /// <summary>A new security stamp: every sign-in cookie made before is refused the next time it is looked at.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return NotFound();
        }

        await users.UpdateSecurityStampAsync(user);
        await signIn.SignOutAsync();
        TempData["Status"] = "You are signed out everywhere.";
        return RedirectToPage("/Account/SignIn");
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "How shall others see you?"), StringLength(100, ErrorMessage = "A name has up to 100 characters.")]
        public string Name { get; init; } = "";
    }
}
