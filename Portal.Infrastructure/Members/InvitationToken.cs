using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Infrastructure.Members;

/// <summary>What an invitation's link carries: 256 random bits. Only the hash is kept, so the database opens no invitation.</summary>
public sealed record InvitationToken(string Text)
{
    /// <summary>SHA-256. The token is random through and through, so it needs neither salt nor a slow hash.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    public string Link => "/account/accept-invitation?token=" + Text;

    public static InvitationToken New() => new(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)));

    public override string ToString() => "•••";
}
