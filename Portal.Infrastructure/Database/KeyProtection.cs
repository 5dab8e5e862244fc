using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Database;

/// <summary>
/// Configuration section <c>DataProtection</c>. The key ring lies in the database and opens cookies and the tenants' token keys; without
/// the certificate a copy of the database opens nothing.
/// </summary>
public sealed class KeyProtectionOptions
{
    /// <summary>A PKCS #12 file with an RSA key. Every process of the portal needs the same one; losing it ends all sign-ins and connections.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>From the environment: <c>DataProtection__CertificatePassword</c>.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Null when there is none, or none that can protect keys.</summary>
    internal X509Certificate2? Load()
    {
        try
        {
            var found = string.IsNullOrEmpty(CertificatePath) ? null : X509CertificateLoader.LoadPkcs12FromFile(CertificatePath, CertificatePassword);
            using var key = found?.GetRSAPrivateKey();
            return key is null ? null : found;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

public static class KeyProtection
{
    /// <summary>Encrypts new keys of the ring to the configured certificate. Production does not start without one.</summary>
    public static IServiceCollection AddKeyProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<KeyProtectionOptions>, KeyProtectionCheck>();
        services.AddOptions<KeyProtectionOptions>().BindConfiguration("DataProtection").ValidateOnStart();
        if (configuration.GetSection("DataProtection").Get<KeyProtectionOptions>()?.Load() is { } certificate)
        {
            services.AddDataProtection().ProtectKeysWithCertificate(certificate);
        }

        return services;
    }
}

/// <inheritdoc cref="KeyProtection"/>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class KeyProtectionCheck(IHostEnvironment host) : IValidateOptions<KeyProtectionOptions>
{
    private const string HowTo = "Make one by: openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=portal -keyout key.pem -out cert.pem"
        + " && openssl pkcs12 -export -inkey key.pem -in cert.pem -out portal.pfx";

    public ValidateOptionsResult Validate(string? name, KeyProtectionOptions options)
    {
        if (string.IsNullOrEmpty(options.CertificatePath))
        {
            return host.IsProduction()
                ? ValidateOptionsResult.Fail($"DataProtection:CertificatePath is missing: the PKCS #12 file whose key protects the portal's own keys. {HowTo}")
                : ValidateOptionsResult.Success;
        }

        using var certificate = options.Load();
        return certificate is null
            ? ValidateOptionsResult.Fail("DataProtection:CertificatePath must lead to a PKCS #12 file with an RSA key that DataProtection:CertificatePassword opens.")
            : ValidateOptionsResult.Success;
    }
}
