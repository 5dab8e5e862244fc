using System.Security.Cryptography;
using Microsoft.Extensions.Http.Resilience;
using Polly.Retry;
using Polly.Timeout;
using Portal.Domain.Ads;

namespace Portal.Infrastructure.Ads;

/// <summary>When a call is sent again: reads after passing faults, changes only when they surely did not arrive.</summary>
internal static class Repeating
{
    private const int Tries = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public static HttpRetryStrategyOptions OfReads => Options(args => args.Outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => ValueTask.FromResult(true),
        { Result: { IsSuccessStatusCode: false } response } => MayPassAsync(response, args.Context.CancellationToken),
        _ => ValueTask.FromResult(false),
    });

    public static HttpRetryStrategyOptions OfChanges => Options(args => ValueTask.FromResult(
        args.Outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }));

    private static HttpRetryStrategyOptions Options(Func<RetryPredicateArguments<HttpResponseMessage>, ValueTask<bool>> shouldHandle) => new()
    {
        MaxRetryAttempts = Tries - 1,
        ShouldHandle = shouldHandle,
        ShouldRetryAfterHeader = false,
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(AskedWait(args.Outcome.Result) ?? AnyUpTo(FirstWait * Math.Pow(2, args.AttemptNumber))),
    };

    /// <summary>The pauses that the service prescribes are longer than a call can wait; they are for the job to keep.</summary>
    private static async ValueTask<bool> MayPassAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var fault = await FaultBody.ReadAsync(response, ct);
        var service = response.RequestMessage?.Options.TryGetValue(AdsCallOptions.Operation, out var operation) == true ? operation.Service : default;
        var (kind, pause) = FaultClasses.Of(service, fault.Code, (int)response.StatusCode);
        var isSilent429 = kind == AdsFault.Throttled && fault.Code is null;
        return (isSilent429 || (kind == AdsFault.Transient && pause is null)) && !(AskedWait(response) > LongestWait);
    }

    private static TimeSpan? AskedWait(HttpResponseMessage? response) => response?.Headers.RetryAfter?.Delta;

    /// <summary>Full jitter: callers that failed together do not come back together.</summary>
    private static TimeSpan AnyUpTo(TimeSpan most) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, (int)Math.Min(most.TotalMilliseconds, LongestWait.TotalMilliseconds) + 1));
}
