using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Connections;

/// <summary>One way in which the portal proves to the token endpoint that it is itself.</summary>
/// <param name="Name">Its name in the configuration, for the log.</param>
/// <param name="Fields">What it adds to a request that is sent at the given moment.</param>
internal sealed record ClientCredential(string Name, Func<DateTimeOffset, KeyValuePair<string, string>[]> Fields);

/// <summary>
/// The portal's own credentials: a certificate and up to two secrets, so that one can be exchanged while the other works. Which one
/// Microsoft took last is remembered for the life of the process.
/// </summary>
public sealed partial class ClientCredentials
{
    private readonly ILogger<ClientCredentials> logger;
    private readonly ClientCredential[] all;
    private volatile ClientCredential best;

    public ClientCredentials(IOptions<MicrosoftAdsOptions> options, ILogger<ClientCredentials> logger)
    {
        this.logger = logger;
        all = [.. Of(options.Value)];
        best = all[0];
    }

    /// <summary>The one that worked last, then the others.</summary>
    internal IEnumerable<ClientCredential> InOrder => all.OrderByDescending(credential => credential == best);

    internal void Worked(ClientCredential credential)
    {
        if (best != credential)
        {
            Log.Changed(logger, best.Name, credential.Name);
            best = credential;
        }
    }

    /// <summary>The certificate first: its key never travels.</summary>
    private static IEnumerable<ClientCredential> Of(MicrosoftAdsOptions options)
    {
        if (options.LoadClientCertificate() is { } certificate)
        {
            yield return Certificate(certificate, options);
        }

        if (options.ClientSecret is { } secret)
        {
            yield return new(nameof(options.ClientSecret), _ => [new("client_secret", secret.Reveal())]);
        }

        if (options.NextClientSecret is { } next)
        {
            yield return new(nameof(options.NextClientSecret), _ => [new("client_secret", next.Reveal())]);
        }
    }

    private static ClientCredential Certificate(X509Certificate2 certificate, MicrosoftAdsOptions options) => new("ClientCertificate", now =>
    [
        new("client_assertion_type", ClientAssertion.Type),
        new("client_assertion", ClientAssertion.Make(certificate, options.ClientId, options.TokenEndpoint, now)),
    ]);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Microsoft refuses MicrosoftAds:{Refused}; MicrosoftAds:{Taken} works and is used from now on.")]
        public static partial void Changed(ILogger logger, string refused, string taken);
    }
}
