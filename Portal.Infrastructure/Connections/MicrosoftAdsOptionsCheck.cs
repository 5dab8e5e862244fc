using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

/// <summary>Says at start, one plain sentence each, what is missing or wrong. A sentence never holds a secret.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class MicrosoftAdsOptionsCheck(IHostEnvironment host) : IValidateOptions<MicrosoftAdsOptions>
{
    public ValidateOptionsResult Validate(string? name, MicrosoftAdsOptions options)
    {
        var sentences = Missing(options).Concat(Credentials(options)).Concat(Addresses(options)).Concat(Redirect(options.RedirectUri)).Concat(Scope(options)).ToList();
        return sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(sentences);
    }

    private IEnumerable<string> Missing(MicrosoftAdsOptions options)
    {
        if (!Enum.IsDefined(options.Environment))
        {
            yield return "MicrosoftAds:Environment must be Production, Sandbox or Emulator.";
        }

        if (options.Environment == AdsEnvironment.Emulator && host.IsProduction())
        {
            yield return "MicrosoftAds:Environment is Emulator, which the portal refuses in Production. Use Production or Sandbox.";
        }

        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "MicrosoftAds:ClientId is missing: the application id of the portal's registration at Microsoft.";
        }

        if (IsEmpty(options.DeveloperToken))
        {
            yield return "MicrosoftAds:DeveloperToken is missing. Set it in the environment as MicrosoftAds__DeveloperToken.";
        }

        if (string.IsNullOrWhiteSpace(options.IdentityTenant))
        {
            yield return "MicrosoftAds:IdentityTenant is empty: use common, or the id of one organisation.";
        }
    }

    private static IEnumerable<string> Credentials(MicrosoftAdsOptions options)
    {
        if (IsEmpty(options.ClientSecret) && string.IsNullOrEmpty(options.ClientCertificatePath))
        {
            yield return "MicrosoftAds:ClientSecret is missing: the secret's value, not its id. Set it in the environment as MicrosoftAds__ClientSecret, or set MicrosoftAds:ClientCertificatePath to a certificate that is registered at Microsoft.";
        }

        if (IsEmpty(options.ClientSecret) && !IsEmpty(options.NextClientSecret))
        {
            yield return "MicrosoftAds:NextClientSecret is set without MicrosoftAds:ClientSecret. It is for the time in which one secret is exchanged for the other; set the only one as ClientSecret.";
        }

        if (!string.IsNullOrEmpty(options.ClientCertificatePath) && !HasCertificate(options))
        {
            yield return "MicrosoftAds:ClientCertificatePath must lead to a PKCS #12 file with an RSA key that MicrosoftAds:ClientCertificatePassword opens.";
        }
    }

    private static bool HasCertificate(MicrosoftAdsOptions options)
    {
        using var certificate = options.LoadClientCertificate();
        return certificate is not null;
    }

    private static IEnumerable<string> Addresses(MicrosoftAdsOptions options) =>
        from address in new (string Name, Uri? Value)[]
        {
            ("EmulatorUrl", options.EmulatorUrl),
            ("IdentityUrl", options.IdentityUrl),
            ("CustomerManagementUrl", options.CustomerManagementUrl),
            ("CampaignManagementUrl", options.CampaignManagementUrl),
            ("ReportingUrl", options.ReportingUrl),
            ("BulkUrl", options.BulkUrl),
        }
        where address.Value is { } value && !IsSafe(value, options.Environment == AdsEnvironment.Emulator || (value.IsAbsoluteUri && value.IsLoopback))
        where address.Name != "EmulatorUrl" || options.Environment == AdsEnvironment.Emulator
        select $"MicrosoftAds:{address.Name} must be an absolute https address; http is for the emulator and for this machine only.";

    // https://learn.microsoft.com/entra/identity-platform/reply-url
    private static IEnumerable<string> Redirect(Uri? redirect)
    {
        if (redirect is null)
        {
            yield return $"MicrosoftAds:RedirectUri is missing: the portal's address followed by {MicrosoftAdsOptions.CallbackPath}.";
            yield break;
        }

        if (!redirect.IsAbsoluteUri || !IsSafe(redirect, redirect.IsLoopback))
        {
            yield return "MicrosoftAds:RedirectUri must be an absolute https address; http is for localhost only.";
        }
        else if (redirect.AbsolutePath != MicrosoftAdsOptions.CallbackPath || redirect.Query.Length > 0 || redirect.Fragment.Length > 0)
        {
            yield return $"MicrosoftAds:RedirectUri must end with {MicrosoftAdsOptions.CallbackPath}, with nothing after it.";
        }
    }

    private static IEnumerable<string> Scope(MicrosoftAdsOptions options)
    {
        var scopes = options.EffectiveScope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!scopes.Any(scope => scope.EndsWith("/msads.manage", StringComparison.Ordinal)))
        {
            yield return "MicrosoftAds:Scope must contain a scope that ends with /msads.manage; the older ones are refused by Microsoft.";
        }

        if (!scopes.Contains("offline_access"))
        {
            yield return "MicrosoftAds:Scope must contain offline_access, or Microsoft gives no lasting sign-in.";
        }
    }

    private static bool IsEmpty(ISecret? secret) => string.IsNullOrWhiteSpace(secret?.Reveal());

    private static bool IsSafe(Uri address, bool plainAllowed) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (plainAllowed && address.Scheme == Uri.UriSchemeHttp));
}
