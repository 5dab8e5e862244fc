using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Account;

namespace Portal.Pages.Account.SecondFactor;

/// <summary>Asks again who sits there, before something that a browser left open must not do.</summary>
public sealed record PasswordAgain
{
    internal const string No = "This is not your password. After five wrong ones the login rests for 15 minutes.";

    [Required(ErrorMessage = "Type your password.")]
    public string Password { get; init; } = "";

    public async Task<bool> IsRightAsync(SignInManager<PortalUser> signIn, PortalUser user) =>
        (await signIn.CheckPasswordSignInAsync(user, Password, lockoutOnFailure: true)).Succeeded;
}
