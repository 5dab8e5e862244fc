using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// A token that the portal signs with its certificate, in the place of a client secret (RFC 7523;
/// https://learn.microsoft.com/entra/identity-platform/certificate-credentials).
/// </summary>
internal static class ClientAssertion
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>Short, as one is made for each request; Microsoft takes at most ten minutes.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>For clocks that do not agree to the second.</summary>
    private static readonly TimeSpan Earlier = TimeSpan.FromMinutes(1);

    public static string Make(X509Certificate2 certificate, string clientId, Uri tokenEndpoint, DateTimeOffset now)
    {
        var header = new JsonObject
        {
            ["alg"] = "PS256",
            ["typ"] = "JWT",
            ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(certificate.RawDataMemory.Span)),
        };
        var claims = new JsonObject
        {
            ["aud"] = tokenEndpoint.AbsoluteUri,
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["jti"] = Guid.NewGuid().ToString(),
            ["nbf"] = (now - Earlier).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        var text = $"{Encoded(header)}.{Encoded(claims)}";
        using var key = certificate.GetRSAPrivateKey() ?? throw new InvalidOperationException("The client certificate has no RSA key.");
        return $"{text}.{Base64Url.EncodeToString(key.SignData(System.Text.Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}";
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
