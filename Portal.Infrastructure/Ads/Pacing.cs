using System.Collections.Concurrent;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>The places for calls at one time, by service and customer: Microsoft counts by customer.</summary>
internal sealed class Pace
{
    private const int Places = 5;

    /// <summary>Reports count by user, and few are allowed to be under way.</summary>
    private const int ReportPlaces = 3;

    private readonly ConcurrentDictionary<(AdsService, string), SemaphoreSlim> gates = new();

    public SemaphoreSlim GateOf(AdsService service, string whom) => gates.GetOrAdd(
        (service, whom),
        key => new SemaphoreSlim(key.Item1 == AdsService.Reporting ? ReportPlaces : Places));
}

/// <summary>Lets a call wait for a place, and keeps the place until the whole answer is here.</summary>
internal sealed class Pacing(Pace pace) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(AdsCallOptions.Operation, out var operation))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var gate = pace.GateOf(operation.Service, Whom(request));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private static string Whom(HttpRequestMessage request) => request.Headers.TryGetValues(AdsHeaders.CustomerId, out var customer)
        ? string.Concat(customer)
        : request.Options.TryGetValue(AdsCallOptions.Connection, out var connection) ? connection.ToString() : "";
}

/// <summary>Takes the whole answer in before it is handed on, so that one that breaks off in the middle counts as failed and is repeated.</summary>
internal sealed class WholeAnswers : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
