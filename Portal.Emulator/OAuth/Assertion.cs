using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Emulator.OAuth;

/// <summary>
/// Judges a token with which an application proves by a certificate who it is
/// (https://learn.microsoft.com/entra/identity-platform/certificate-credentials).
/// </summary>
internal static class Assertion
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static TokenError? Check(Client client, string assertion, string audience, DateTimeOffset now)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature] || Read(header) is not { } head || Read(claims) is not { } body)
        {
            return TokenError.BadAssertion;
        }

        using var certificate = client.Certificates.Select(text => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text)))
            .FirstOrDefault(known => IsNamed(head, known));
        return certificate switch
        {
            null => TokenError.BadAssertion,
            _ when !IsSigned(certificate, Text(head, "alg"), $"{header}.{claims}", signature) => TokenError.BadAssertion,
            _ when Text(body, "iss") != client.Id || Text(body, "sub") != client.Id => TokenError.AssertionByOther,
            _ when Text(body, "aud") != audience => TokenError.AssertionForOther,
            _ when !IsTimely(Number(body, "nbf"), Number(body, "exp"), now) => TokenError.UntimelyAssertion,
            _ => null,
        };
    }

    private static bool IsNamed(JsonObject head, X509Certificate2 certificate) => Text(head, "x5t#S256") is { } thumbprint
        ? thumbprint == Base64Url.EncodeToString(SHA256.HashData(certificate.RawDataMemory.Span))
        : Text(head, "x5t") == Base64Url.EncodeToString(certificate.GetCertHash());

    private static bool IsSigned(X509Certificate2 certificate, string? algorithm, string text, string signature)
    {
        var padding = algorithm switch { "PS256" => RSASignaturePadding.Pss, "RS256" => RSASignaturePadding.Pkcs1, _ => null };
        using var key = certificate.GetRSAPublicKey();
        return padding is not null && key is not null && Base64Url.IsValid(signature)
            && key.VerifyData(Encoding.ASCII.GetBytes(text), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, padding);
    }

    private static bool IsTimely(long? from, long? until, DateTimeOffset now) => until is { } end
        && end > now.ToUnixTimeSeconds()
        && end <= (now + Longest).ToUnixTimeSeconds()
        && !(from > now.ToUnixTimeSeconds());

    private static JsonObject? Read(string part)
    {
        try
        {
            return Base64Url.IsValid(part) ? JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject part, string name) => part[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static long? Number(JsonObject part, string name) => part[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
