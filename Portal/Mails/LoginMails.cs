using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;

namespace Portal.Mails;

/// <summary>Puts mails about a login, with their one-time links, into the outbox. The caller saves, together with what caused them.</summary>
public sealed class LoginMails(UserManager<PortalUser> users, PortalDb db, IOptions<PortalOptions> portal, TimeProvider clock)
{
    public async Task ConfirmAddressAsync(PortalUser user)
    {
        var token = Encode(await users.GenerateEmailConfirmationTokenAsync(user));
        Add(AccountMails.ConfirmAddress(To(user), user.DisplayName, Link($"/account/confirm-email?person={user.Id}&token={token}"), clock.GetUtcNow()));
    }

    public async Task ChoosePasswordAsync(PortalUser user)
    {
        var token = Encode(await users.GeneratePasswordResetTokenAsync(user));
        Add(AccountMails.ChoosePassword(To(user), user.DisplayName, Link($"/account/reset-password?person={user.Id}&token={token}"), clock.GetUtcNow()));
    }

    public void LoginExists(PortalUser user) => Add(AccountMails.LoginExists(
        To(user), user.DisplayName, Link("/account/sign-in"), Link("/account/forgot-password"), clock.GetUtcNow()));

    /// <param name="what">What changed, as a subject: <c>Your password was changed</c>.</param>
    public void SecurityChanged(PortalUser user, string what) =>
        Add(AccountMails.SecurityChanged(To(user), user.DisplayName, what, Link("/account/profile"), clock.GetUtcNow()));

    /// <summary>The token as it came in a link; text that is none becomes one that Identity refuses.</summary>
    public static string Decode(string? token)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string Encode(string token) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));

    private static string To(PortalUser user) => user.Email ?? throw new InvalidOperationException("A login without an address.");

    private Uri Link(string path) => portal.Value.LinkTo(path);

    private void Add(Mail mail) => db.Mails.Add(mail);
}
