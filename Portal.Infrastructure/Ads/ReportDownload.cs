using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Options;
using Portal.Domain.Ads;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>
/// Fetches the file behind a signed address. It has an HTTP client of its own: the storage host is not the API, and must see neither
/// token nor developer token.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class ReportDownload(HttpClient http, IOptions<MicrosoftAdsOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(100);

    public async Task<Stream> OpenAsync(Uri address, CancellationToken ct)
    {
        if (address.Scheme != Uri.UriSchemeHttps && options.Value.AddressOf(AdsService.Reporting).Scheme == Uri.UriSchemeHttps)
        {
            throw new AdsApiException(AdsFault.Refused, 0, "The report's address is not https, so it is not fetched.", null);
        }

        using var patience = new CancellationTokenSource(Answer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
            {
                var body = new ReportStream(response, await response.Content.ReadAsStreamAsync(ct), clock);
                response = null;
                return body;
            }

            throw Refused(response.StatusCode);
        }
        catch (HttpRequestException fault)
        {
            throw Broken(fault);
        }
        catch (OperationCanceledException fault) when (!ct.IsCancellationRequested)
        {
            throw Broken(fault);
        }
        finally
        {
            response?.Dispose();
        }
    }

    internal static AdsApiException Broken(Exception fault) =>
        new(AdsFault.Transient, 0, "The report's file could not be read to its end.", null, null, fault);

    /// <summary>The storage answers 403 to an address whose time is over, and 404 once the file is cleared away.</summary>
    private static AdsApiException Refused(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone =>
            new(AdsFault.AddressExpired, 0, $"The report's address is no longer valid (HTTP {(int)status}).", null),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout =>
            new(AdsFault.Transient, 0, $"The report's storage answered HTTP {(int)status}.", null),
        _ => new(AdsFault.Refused, 0, $"The report's storage answered HTTP {(int)status}.", null),
    };
}
