using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

/// <summary>What of a <see cref="CodeVerifier"/> travels with the authorize request: its SHA-256, base64url.</summary>
public readonly record struct CodeChallenge(string Value);

/// <summary>Proof key for code exchange, method S256 (RFC 7636, section 4).</summary>
public static class Pkce
{
    private const int VerifierBytes = 32;

    /// <summary>43 characters that nobody can guess.</summary>
    public static CodeVerifier NewVerifier() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(VerifierBytes)));

    public static CodeChallenge ChallengeOf(CodeVerifier verifier) =>
        new(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier.Reveal()))));
}
