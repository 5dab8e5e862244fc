using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Members;

namespace Portal.Pages.Account;

/// <summary>
/// Where an invitation's link leads. Opening it only shows what it is. The link proves the address, so somebody without a login makes
/// one right here.
/// </summary>
public sealed class AcceptInvitationModel(InvitationDoor door, NewcomerLogin newcomers, UserManager<PortalUser> users, SignInManager<PortalUser> signIn) : PageModel
{
    public enum Next
    {
        Join,
        Switch,
        SignIn,
        NewLogin,
    }

    [BindProperty]
    public Fields Input { get; set; } = new();

    public OpenInvitation? Open { get; private set; }

    public Next Way { get; private set; }

    public string Token { get; private set; } = "";

    public string Link => new InvitationToken(Token).Link;

    public static string Means(Role role) => role switch
    {
        Role.Viewer => "A viewer looks at data.",
        Role.Analyst => "An analyst looks at data, exports it and starts a sync.",
        Role.Admin => "An admin connects logins, changes campaigns and invites members.",
        _ => "An owner may do everything, and decides who else owns the organisation.",
    };

    public Task<IActionResult> OnGetAsync(string? token, CancellationToken ct) => ShowAsync(token, ct);

    public async Task<IActionResult> OnPostAsync(string? token, CancellationToken ct)
    {
        // The form to join has no fields; those of the form for newcomers are not in it.
        ModelState.Clear();
        if (PortalPrincipal.PersonOf(User) is not { } person || await door.FindAsync(token, ct) is not { } open)
        {
            return await ShowAsync(token, ct);
        }

        var joined = await door.AcceptAsync(open, person, ct);
        return joined.IsRefused ? await RefusedAsync(joined.Refusal, token, ct) : LocalRedirect($"~/{joined.Value.Identifier}");
    }

    public async Task<IActionResult> OnPostNewLoginAsync(string? token, CancellationToken ct)
    {
        if (!ModelState.IsValid || await door.FindAsync(token, ct) is not { } open)
        {
            return await ShowAsync(token, ct);
        }

        var joined = await newcomers.JoinAsync(open, Input.Name.Trim(), Input.Password, ct);
        if (joined.IsRefused)
        {
            return await RefusedAsync(joined.Refusal, token, ct);
        }

        await signIn.SignInAsync(joined.Value, isPersistent: false);
        return LocalRedirect($"~/{open.Tenant.Identifier}");
    }

    public async Task<IActionResult> OnPostSwitchAsync(string? token)
    {
        await signIn.SignOutAsync();
        return RedirectToPage(new { token });
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, string? token, CancellationToken ct)
    {
        ModelState.Refuse(refusal);
        return await ShowAsync(token, ct);
    }

    private async Task<IActionResult> ShowAsync(string? token, CancellationToken ct)
    {
        (Token, Open) = (token ?? "", await door.FindAsync(token, ct));
        if (Open is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        var invited = Open.Invitation.Email;
        Way = PortalPrincipal.PersonOf(User) is { } person
            ? string.Equals(person.Email, invited, StringComparison.OrdinalIgnoreCase) ? Next.Join : Next.Switch
            : await users.FindByEmailAsync(invited) is null ? Next.NewLogin : Next.SignIn;
        return Page();
    }

    public sealed record Fields
    {
        [Required(ErrorMessage = "How shall others see you?"), StringLength(100, ErrorMessage = "A name has up to 100 characters.")]
        public string Name { get; init; } = "";

        [Required(ErrorMessage = "Choose a password.")]
        public string Password { get; init; } = "";
    }
}
