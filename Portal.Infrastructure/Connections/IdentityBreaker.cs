using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Leaves the token endpoint alone while it does not answer: after five failures in a minute and no success, nobody asks for a quarter
/// of a minute, then one request goes ahead of the others. Each time that one fails the pause doubles, up to fifty seconds: short, so
/// that whoever is due within five minutes of an outage's end is not sent away once more. The end meets one request, not those of all tenants.
/// </summary>
internal static class IdentityBreaker
{
    private const int Failures = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(50);

    /// <summary>One breaker an authority: another cloud's sign-in service fails by itself.</summary>
    public static void AddBreaker(this IHttpClientBuilder http) => http
        .AddResilienceHandler("breaker", (builder, context) =>
        {
            builder.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            builder.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 1,
                MinimumThroughput = Failures,
                SamplingDuration = Window,
                BreakDurationGenerator = outage => ValueTask.FromResult(Jittered(FirstPause * Math.Pow(2, Math.Min(outage.HalfOpenAttempts, 10)))),
                ShouldHandle = call => ValueTask.FromResult(IsOutage(call.Outcome)),
            });
        })
        .SelectPipelineByAuthority();

    /// <summary>After the pause not all come at the same moment: only one of them is let through.</summary>
    public static TimeSpan Spread(TimeSpan pause) => pause + FirstPause * (RandomNumberGenerator.GetInt32(1000) / 1000.0);

    /// <summary>A cancelled call is one that took too long: nobody breaks off an exchange.</summary>
    private static bool IsOutage(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or OperationCanceledException || outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError;

    private static TimeSpan Jittered(TimeSpan pause) =>
        (pause < LongestPause ? pause : LongestPause) * (RandomNumberGenerator.GetInt32(800, 1001) / 1000.0);
}
