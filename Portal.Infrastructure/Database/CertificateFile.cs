using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Infrastructure.Database;

/// <summary>A certificate with its private RSA key, as the portal is given one: a PKCS #12 file.</summary>
internal static class CertificateFile
{
    /// <summary>Null when there is none, or none with an RSA key that the password opens.</summary>
    public static X509Certificate2? Load(string? path, string? password)
    {
        try
        {
            var found = string.IsNullOrEmpty(path) ? null : X509CertificateLoader.LoadPkcs12FromFile(path, password);
            using var key = found?.GetRSAPrivateKey();
            return key is null ? null : found;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
