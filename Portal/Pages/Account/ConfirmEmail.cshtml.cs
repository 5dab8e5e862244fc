using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Infrastructure.Account;
using Portal.Mails;

namespace Portal.Pages.Account;

/// <summary>Where the mailed link leads. Opening it changes nothing: mail scanners open links too.</summary>
public sealed class ConfirmEmailModel(UserManager<PortalUser> users) : PageModel
{
    public async Task<IActionResult> OnPostAsync(string? person, string? token)
    {
        var user = await users.FindByIdAsync(Guid.TryParse(person, out var id) ? id.ToString() : Guid.Empty.ToString());
        if (user is not null && (await users.ConfirmEmailAsync(user, LoginMails.Decode(token))).Succeeded)
        {
            TempData["Status"] = "Your address is confirmed. Sign in, and off you go.";
            return RedirectToPage("SignIn");
        }

        ModelState.AddModelError("", "This link no longer works. Links are good for a day; have a new one sent.");
        return Page();
    }
}
