using Portal.Domain.Members;
using Portal.Domain.Notifications;

namespace Portal.Mails;

/// <summary>What the portal writes to members, and to those who may become members.</summary>
internal static class MemberMails
{
    public static Mail Invitation(string to, string organisation, Role role, string by, Uri link, DateTimeOffset now) => Mail.Write(to, $"{by} invites you to {organisation}", $"""
        Hello,

        {by} invites you to {organisation} on Portal, as {role}. Have a look, and join if you like:

        {link}

        The link works for a week, once, and only for this address. If you do not know {by}, do nothing.
        """, now);
}
