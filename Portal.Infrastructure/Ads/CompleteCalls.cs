
namespace Portal.Infrastructure.Ads;

/// <summary>Refuses a call that lacks a header it needs, before it leaves: Microsoft's own answer to that is hard to read.</summary>
internal sealed class CompleteCalls : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(AdsCallOptions.Operation, out var operation))
        {
            throw new InvalidOperationException("A call to Microsoft Advertising names no operation.");
        }

        string[] needed = operation.NeedsAccount
            ? ["Authorization", AdsHeaders.DeveloperToken, AdsHeaders.CustomerId, AdsHeaders.AccountId]
            : ["Authorization", AdsHeaders.DeveloperToken];
        var lacking = needed.FirstOrDefault(name => !request.Headers.TryGetValues(name, out var values) || !values.Any(value => value.Length > 0));
        return lacking is null
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"{operation.Service} {operation.Name} was about to be sent without {lacking}.");
    }
}
