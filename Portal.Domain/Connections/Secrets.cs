using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Portal.Domain.Connections;

/// <summary>What a Microsoft Advertising call is authorised with. Opaque, 2 KB and more; about an hour of life. Prints <c>•••</c>.</summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(NeverInJson))]
public sealed class AccessToken(string value) : ISecret
{
    /// <summary>The token itself, for the one place that puts it on the wire or seals it.</summary>
    public string Reveal() => value;

    public override string ToString() => "•••";
}

/// <summary>What a new access token is got with while nobody is at a browser. Opaque; 90 days from its last use. Prints <c>•••</c>.</summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(NeverInJson))]
public sealed class RefreshToken(string value) : ISecret
{
    /// <inheritdoc cref="AccessToken.Reveal"/>
    public string Reveal() => value;

    public override string ToString() => "•••";
}

/// <summary>The portal's own secret at the identity platform. Prints <c>•••</c>.</summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(NeverInJson))]
public sealed class ClientSecret(string value) : ISecret
{
    /// <inheritdoc cref="AccessToken.Reveal"/>
    public string Reveal() => value;

    public override string ToString() => "•••";
}

/// <summary>Identifies the portal, not a user, at the Microsoft Advertising API. Prints <c>•••</c>.</summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(NeverInJson))]
public sealed class DeveloperToken(string value) : ISecret
{
    /// <inheritdoc cref="AccessToken.Reveal"/>
    public string Reveal() => value;

    public override string ToString() => "•••";
}

/// <summary>The one-time answer of the authorize page. Prints <c>•••</c>.</summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(NeverInJson))]
public sealed class AuthorizationCode(string value) : ISecret
{
    /// <inheritdoc cref="AccessToken.Reveal"/>
    public string Reveal() => value;

    public override string ToString() => "•••";
}

/// <summary>The PKCE secret of one authorize attempt (RFC 7636). Prints <c>•••</c>.</summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(NeverInJson))]
public sealed class CodeVerifier(string value) : ISecret
{
    /// <inheritdoc cref="AccessToken.Reveal"/>
    public string Reveal() => value;

    public override string ToString() => "•••";
}
