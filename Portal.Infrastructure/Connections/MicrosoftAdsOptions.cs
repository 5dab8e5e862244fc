using System.Security.Cryptography.X509Certificates;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Configuration section <c>MicrosoftAds</c>: the portal's registration at Microsoft and where its services are. Secrets come from the
/// environment (<c>MicrosoftAds__ClientSecret</c>) and are handed out only as types that print <c>•••</c>.
/// </summary>
public sealed class MicrosoftAdsOptions
{
    /// <summary>The one path that is registered as redirect URI.</summary>
    public const string CallbackPath = "/oauth/microsoft-ads/callback";

    public AdsEnvironment Environment { get; set; }

    /// <summary>The application id of the registration, of type "web", for any organisation and personal accounts.</summary>
    public string ClientId { get; set; } = "";

    public ClientSecret? ClientSecret { get; set; }

    /// <summary>When <see cref="ClientSecret"/> ends, as Microsoft's page of the registration says. With it set, operators are warned ahead.</summary>
    public DateTimeOffset? ClientSecretExpiresAt { get; set; }

    /// <summary>A second secret, while one is exchanged for the other: whichever Microsoft takes is used.</summary>
    public ClientSecret? NextClientSecret { get; set; }

    /// <summary>A PKCS #12 file with an RSA key, registered at Microsoft, to prove who the portal is without a secret that travels.</summary>
    public string? ClientCertificatePath { get; set; }

    /// <summary>From the environment: <c>MicrosoftAds__ClientCertificatePassword</c>.</summary>
    public string? ClientCertificatePassword { get; set; }

    public DeveloperToken? DeveloperToken { get; set; }

    /// <summary><c>common</c> lets work and personal accounts sign in; a tenant id limits it to one organisation.</summary>
    public string IdentityTenant { get; set; } = "common";

    /// <summary>Where Microsoft sends the browser back to: this portal's address and <see cref="CallbackPath"/>, letter by letter as registered.</summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>Null takes the environment's scope. Without <c>offline_access</c> no refresh token would come.</summary>
    public string? Scope { get; set; }

    /// <summary>Where the stand-in listens.</summary>
    public Uri EmulatorUrl { get; set; } = new("http://localhost:5090");

    /// <summary>Each null takes the environment's address.</summary>
    public Uri? IdentityUrl { get; set; }

    public Uri? CustomerManagementUrl { get; set; }

    public Uri? CampaignManagementUrl { get; set; }

    public Uri? ReportingUrl { get; set; }

    public Uri? BulkUrl { get; set; }

    /// <summary>The scope that is asked for, on both legs. The sandbox's comes from Microsoft's own SDK; the pages do not print one.</summary>
    internal string EffectiveScope => Scope ?? (Environment == AdsEnvironment.Sandbox
        ? "https://si.ads.microsoft.com/msads.manage offline_access"
        : "https://ads.microsoft.com/msads.manage offline_access");

    /// <summary>Scheme, host and port of the authorize page, for the content security policy.</summary>
    public string IdentityOrigin => AuthorizeEndpoint.GetLeftPart(UriPartial.Authority);

    internal X509Certificate2? LoadClientCertificate() => CertificateFile.Load(ClientCertificatePath, ClientCertificatePassword);

    internal Uri AuthorizeEndpoint => Identity("authorize");

    internal Uri TokenEndpoint => Identity("token");

    /// <summary>The service's address up to and with <c>/v13/</c>.</summary>
    internal Uri AddressOf(AdsService service) => Directory(Configured(service) ?? Default(service));

    private Uri? Configured(AdsService service) => service switch
    {
        AdsService.CustomerManagement => CustomerManagementUrl,
        AdsService.CampaignManagement => CampaignManagementUrl,
        AdsService.Reporting => ReportingUrl,
        AdsService.Bulk => BulkUrl,
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    // https://learn.microsoft.com/advertising/guides/web-service-addresses
    private Uri Default(AdsService service)
    {
        var host = service switch
        {
            AdsService.CustomerManagement => "clientcenter",
            AdsService.CampaignManagement => "campaign",
            AdsService.Bulk => "bulk",
            _ => "reporting",
        };
        return Environment switch
        {
            AdsEnvironment.Emulator => new Uri(Directory(EmulatorUrl), $"{service}/v13/"),
            AdsEnvironment.Sandbox => new Uri($"https://{host}.api.sandbox.bingads.microsoft.com/{service}/v13/"),
            _ => new Uri($"https://{host}.api.bingads.microsoft.com/{service}/v13/"),
        };
    }

    private Uri Identity(string leaf)
    {
        var host = IdentityUrl ?? (Environment == AdsEnvironment.Emulator ? EmulatorUrl : new Uri("https://login.microsoftonline.com"));
        return new Uri(Directory(host), $"{Uri.EscapeDataString(IdentityTenant)}/oauth2/v2.0/{leaf}");
    }

    private static Uri Directory(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
