using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Tests.Harness;

/// <summary>What protects the key ring of a portal under test; made once a test run, and nobody else has it.</summary>
internal static class ThrowAwayCertificate
{
    public const string Password = "only for tests";

    private static readonly Lazy<byte[]> File = new(Make);

    /// <summary>The full path of a PKCS #12 file in the folder.</summary>
    public static string WriteTo(string folder)
    {
        var path = Path.Combine(folder, "keys.pfx");
        System.IO.File.WriteAllBytes(path, File.Value);
        return path;
    }

    /// <summary>Another one, with a key of its own.</summary>
    public static string WriteNewTo(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllBytes(path, Make());
        return path;
    }

    private static byte[] Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=portal-test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.Export(X509ContentType.Pkcs12, Password);
    }
}
