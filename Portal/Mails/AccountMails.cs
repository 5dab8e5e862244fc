using Portal.Domain.Notifications;

namespace Portal.Mails;

/// <summary>What the portal writes to people about their login.</summary>
internal static class AccountMails
{
    public static Mail ConfirmAddress(string to, string name, Uri link, DateTimeOffset now) => Mail.Write(to, "Confirm your e-mail address", $"""
        Hello {name},

        please confirm that this is your e-mail address:

        {link}

        The link works for a day. If you did not sign up for Portal, do nothing: without your confirmation the login stays closed.
        """, now);

    /// <summary>Goes out in place of a second login, so that the page need not say who has one.</summary>
    public static Mail LoginExists(string to, string name, Uri signIn, Uri forgotPassword, DateTimeOffset now) => Mail.Write(to, "You already have a login", $"""
        Hello {name},

        somebody, probably you, tried to sign up for Portal with this address. It already has a login, so nothing was made or changed.

        Sign in here, and found another organisation from there if you like:
        {signIn}

        If you forgot the password, or never confirmed this address, choose a new password here:
        {forgotPassword}

        If it was not you, you need not do anything.
        """, now);

    public static Mail ChoosePassword(string to, string name, Uri link, DateTimeOffset now) => Mail.Write(to, "Choose a new password", $"""
        Hello {name},

        here you can choose a new password for Portal:

        {link}

        The link works for a day, and once. If you did not ask for it, do nothing: your password stays as it is.
        """, now);

    public static Mail SecurityChanged(string to, string name, string what, Uri profile, DateTimeOffset now) => Mail.Write(to, what, $"""
        Hello {name},

        this is to let you know: {what.ToLowerInvariant()}.

        If it was not you, choose a new password at once ("Forgot the password?" where you sign in), and then look here:
        {profile}
        """, now);
}
