using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Ads;

/// <summary>What came back, and Microsoft's id of the call, which stands in the header only.</summary>
internal sealed record AdsAnswer<T>(T Body, string? TrackingId);

/// <summary>Sends one call and reads its answer; every failure leaves as an <see cref="AdsApiException"/>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class AdsCalls(AccessTokens tokens, IHttpMessageHandlerFactory handlers, IOptions<MicrosoftAdsOptions> options, ILogger<AdsCalls> logger)
{
    public const string Reads = "MicrosoftAds reads";
    public const string Changes = "MicrosoftAds changes";

    public Task<AdsAnswer<T>> SendAsync<T>(AdsOperation operation, AccountAccess access, object body, CancellationToken ct) =>
        SendAsync<T>(operation, AdsLogin.Of(access.ConnectionId), access, body, ct);

    public async Task<AdsAnswer<T>> SendAsync<T>(AdsOperation operation, AdsLogin login, AccountAccess? access, object body, CancellationToken ct)
    {
        using var span = Spans.Source.StartActivity($"{operation.Service} {operation.Name}");
        try
        {
            var answer = await AskAsync<T>(operation, login, access, body, ct);
            span?.SetTag(Spans.TrackingId, answer.TrackingId);
            return answer;
        }
        catch (AdsApiException fault)
        {
            span.Fail($"{fault.Fault}");
            span?.SetTag(Spans.TrackingId, fault.TrackingId);
            throw;
        }
    }

    private async Task<AdsAnswer<T>> AskAsync<T>(AdsOperation operation, AdsLogin login, AccountAccess? access, object body, CancellationToken ct)
    {
        using var request = Request(operation, login, access, body);
        using var response = await SendAsync(operation, request, access, ct);
        var trackingId = AdsHeaders.TrackingIdOf(response);
        Log.Answered(logger, operation.Service, operation.Name, (int)response.StatusCode, trackingId);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(operation, access, response, ct);
        }

        try
        {
            var answer = JsonSerializer.Deserialize<T>(await response.Content.ReadAsByteArrayAsync(ct), WireJson.Options);
            return answer is not null ? new AdsAnswer<T>(answer, trackingId) : throw new JsonException("The answer is empty.");
        }
        catch (JsonException fault)
        {
            throw new AdsApiException(AdsFault.Transient, 0, $"{Where(operation, access)}: the answer could not be read{Quote(trackingId)}.", trackingId, null, fault);
        }
    }

    /// <summary>The token belongs to the scope's tenant, so its handler is made here; connections and retries come from the shared handlers.</summary>
    private async Task<HttpResponseMessage> SendAsync(AdsOperation operation, HttpRequestMessage request, AccountAccess? access, CancellationToken ct)
    {
        var shared = handlers.CreateHandler(operation.IsRepeatable ? Reads : Changes);
        using var wire = new HttpMessageInvoker(new AccessTokenHandler(tokens) { InnerHandler = shared }, disposeHandler: false);
        try
        {
            return await wire.SendAsync(request, ct);
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutRejectedException)
        {
            var what = fault is TimeoutRejectedException ? "no answer in time" : "no connection, or one that broke off";
            throw new AdsApiException(AdsFault.Transient, 0, $"{Where(operation, access)}: {what}.", null, null, fault);
        }
    }

    private HttpRequestMessage Request(AdsOperation operation, AdsLogin login, AccountAccess? access, object body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), WireJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var request = new HttpRequestMessage(operation.Method, new Uri(options.Value.AddressOf(operation.Service), operation.Path)) { Content = content };
        login.SignOn(request.Options);
        request.Options.Set(AdsCallOptions.Operation, operation);
        request.Headers.Add(AdsHeaders.DeveloperToken, options.Value.DeveloperToken?.Reveal());
        if (access is not null)
        {
            request.Headers.Add(AdsHeaders.CustomerId, access.CustomerId.ToString());
            request.Headers.Add(AdsHeaders.AccountId, access.AccountId.ToString());
        }

        return request;
    }

    private static async Task<AdsApiException> RefusedAsync(AdsOperation operation, AccountAccess? access, HttpResponseMessage response, CancellationToken ct)
    {
        var (fault, status) = (await FaultBody.ReadAsync(response, ct), (int)response.StatusCode);
        var (kind, pause) = FaultClasses.Of(operation.Service, fault.Code, status);
        var trackingId = fault.TrackingId ?? AdsHeaders.TrackingIdOf(response);
        var what = fault.Code is { } code ? $"{code} {fault.Name}: {fault.Message}" : $"HTTP {status} without a fault ({response.Content.Headers.ContentType?.MediaType ?? "no body"})";
        return new AdsApiException(kind, fault.Code ?? 0, $"{Where(operation, access)}: {what}{Quote(trackingId)}", trackingId, response.Headers.RetryAfter?.Delta ?? pause);
    }

    private static string Where(AdsOperation operation, AccountAccess? access) =>
        access is null ? $"{operation.Service} {operation.Name}" : $"{operation.Service} {operation.Name} for account {access.AccountId}";

    private static string Quote(string? trackingId) => trackingId is null ? "" : $" (tracking id {trackingId})";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Service} {Operation} answered {Status}, tracking id {TrackingId}.")]
        public static partial void Answered(ILogger logger, AdsService service, string operation, int status, string? trackingId);
    }
}
