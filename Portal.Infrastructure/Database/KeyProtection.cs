using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Database;

/// <summary>
/// Configuration section <c>DataProtection</c>. The key ring lies in the database and opens cookies and the tenants' data keys; without
/// the certificate a copy of the database, or of the key store, opens nothing.
/// </summary>
public sealed class KeyProtectionOptions
{
    /// <summary>A PKCS #12 file with an RSA key. Every process of the portal needs the same one; losing it ends all sign-ins and connections.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>From the environment: <c>DataProtection__CertificatePassword</c>.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>
    /// Certificates that protected keys before: what they protect can still be opened, nothing new is protected with them. The same
    /// password opens all of them unless each has its own.
    /// </summary>
    public List<OldCertificate> OldCertificates { get; } = [];

    /// <summary>The certificate and the ones before it, newest first, for people.</summary>
    public IReadOnlyList<CertificateEnd> Describe()
    {
        using var current = Load();
        return [.. new[] { current }.Concat(LoadOld()).OfType<X509Certificate2>().Select((one, at) => new CertificateEnd(one.Subject, one.NotAfter.ToUniversalTime(), IsCurrent: at == 0 && current is not null))];
    }

    internal X509Certificate2? Load() => CertificateFile.Load(CertificatePath, CertificatePassword);

    internal IEnumerable<X509Certificate2?> LoadOld() => OldCertificates.Select(old => CertificateFile.Load(old.Path, old.Password ?? CertificatePassword));
}

/// <summary>A certificate by name, and when it ends.</summary>
public sealed record CertificateEnd(string Subject, DateTimeOffset EndsAt, bool IsCurrent);

/// <summary>A certificate that was replaced, and the password of its file.</summary>
public sealed class OldCertificate
{
    public string? Path { get; set; }

    public string? Password { get; set; }
}

public static class KeyProtection
{
    /// <summary>Encrypts new keys of the ring to the configured certificate, and opens those of the ones before it. Production does not start without one.</summary>
    public static IServiceCollection AddKeyProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<KeyProtectionOptions>, KeyProtectionCheck>();
        services.AddOptions<KeyProtectionOptions>().BindConfiguration("DataProtection").ValidateOnStart();
        var options = configuration.GetSection("DataProtection").Get<KeyProtectionOptions>() ?? new();
        if (options.Load() is { } certificate)
        {
            services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate([certificate, .. options.LoadOld().OfType<X509Certificate2>()]);
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
        var old = options.LoadOld().ToList().IndexOf(null);
        if (old >= 0)
        {
            return ValidateOptionsResult.Fail($"DataProtection:OldCertificates:{old}:Path must lead to a PKCS #12 file with an RSA key that its Password, or DataProtection:CertificatePassword, opens.");
        }

        return certificate is null
            ? ValidateOptionsResult.Fail("DataProtection:CertificatePath must lead to a PKCS #12 file with an RSA key that DataProtection:CertificatePassword opens.")
            : ValidateOptionsResult.Success;
    }
}
