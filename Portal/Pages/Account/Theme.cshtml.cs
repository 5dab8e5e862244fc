using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Security;

namespace Portal.Pages.Account;

/// <summary>Keeps the choice of the theme switch and goes back to where it was made.</summary>
public sealed class ThemeModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("~/");

    public IActionResult OnPost(string? theme, string? back)
    {
        Theme.Keep(Response, theme);
        return Url.IsLocalUrl(back) ? LocalRedirect(back) : LocalRedirect("~/");
    }
}
