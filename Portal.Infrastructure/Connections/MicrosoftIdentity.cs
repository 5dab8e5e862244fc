using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Portal.Domain.Connections;
using Portal.Infrastructure.Telemetry;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// The Microsoft identity platform: where the browser is sent to, and the token endpoint
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow). Nothing is repeated here: a code works once, and when
/// to refresh again is decided by whoever holds the lease. Only when Microsoft refuses the portal's own secret, the same is asked with the
/// other one: it has then not looked at the code or token yet.
/// </summary>
public sealed partial class MicrosoftIdentity(HttpClient http, IOptions<MicrosoftAdsOptions> options, ClientCredentials credentials, PortalMetrics metrics, TimeProvider clock, ILogger<MicrosoftIdentity> logger)
{
    /// <summary>For one question, with whichever of the portal's credentials it is asked.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly MicrosoftAdsOptions options = options.Value;

    /// <param name="state">Random; comes back with the browser.</param>
    /// <param name="challenge">See <see cref="Pkce"/>.</param>
    /// <param name="loginHint">The login to sign in with, when it is known: on reconnecting.</param>
    /// <param name="selectAccount">Ask which account even when only one is signed in: on adding another login.</param>
    public Uri AuthorizeUri(string state, CodeChallenge challenge, string? loginHint = null, bool selectAccount = false)
    {
        var query = new QueryBuilder
        {
            { "client_id", options.ClientId },
            { "response_type", "code" },
            { "response_mode", "query" },
            { "redirect_uri", Redirect },
            { "scope", options.EffectiveScope },
            { "state", state },
            { "code_challenge", challenge.Value },
            { "code_challenge_method", "S256" },
        };
        if (loginHint is not null)
        {
            query.Add("login_hint", loginHint);
        }

        if (selectAccount)
        {
            query.Add("prompt", "select_account");
        }

        return new UriBuilder(options.AuthorizeEndpoint) { Query = query.ToString() }.Uri;
    }

    /// <summary>Trades the code for tokens, once. Without a refresh token or the right to manage ads it is a failure.</summary>
    public async Task<TokenAnswer> ExchangeCodeAsync(AuthorizationCode code, CodeVerifier verifier, CancellationToken ct)
    {
        var answer = await AskAsync(
            "authorization_code",
            [
                new("code", code.Reveal()),
                new("redirect_uri", Redirect),
                new("code_verifier", verifier.Reveal()),
            ],
            ct);
        if (answer.Failure is { Class: FailureClass.Operator } ours)
        {
            Log.Registration(logger, ours.Code);
        }

        return answer switch
        {
            { Failure: { } failure } => TokenAnswer.Of(failure.WhileConnecting()),
            { Tokens.Refresh: null } => TokenAnswer.Of(NoLastingSignIn),
            { Tokens: { } tokens } when !MayManage(tokens.Scope) => TokenAnswer.Of(NoPermission),
            _ => answer,
        };
    }

    public Task<TokenAnswer> RefreshAsync(RefreshToken token, CancellationToken ct) =>
        AskAsync("refresh_token", [new("refresh_token", token.Reveal())], ct);

    private static readonly TokenFailure NoLastingSignIn = new(
        FailureClass.NeedsConsent,
        "no refresh_token",
        "Microsoft gave a sign-in that ends within the hour, so the portal could not work while you are away. Connect once more and allow access to data at any time.");

    private static readonly TokenFailure NoPermission = new(
        FailureClass.NeedsConsent,
        "no msads.manage",
        "Microsoft did not give the permission to manage your ads. Connect once more and allow it.");

    private string Redirect => options.RedirectUri?.OriginalString ?? "";

    private static bool MayManage(string scope) => scope.Split(' ').Any(granted => granted.EndsWith("msads.manage", StringComparison.OrdinalIgnoreCase));

    private async Task<TokenAnswer> AskAsync(string grantType, KeyValuePair<string, string>[] grant, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var answer = await InTimeAsync([new("grant_type", grantType), .. grant], ct);
        metrics.Exchanged(grantType, answer, clock.GetElapsedTime(began));
        return answer;
    }

    /// <summary>Real time, as for every call: a clock that is set does not hurry an answer.</summary>
    private async Task<TokenAnswer> InTimeAsync(KeyValuePair<string, string>[] grant, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Timeout);
        try
        {
            return await SendAsync(grant, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return TokenReader.NoAnswer("time-out");
        }
    }

    private async Task<TokenAnswer> SendAsync(KeyValuePair<string, string>[] grant, CancellationToken ct)
    {
        TokenAnswer? refused = null;
        foreach (var credential in credentials.InOrder)
        {
            var answer = await AskAsync(grant, credential, ct);
            if (!answer.RefusesClient)
            {
                if (answer.IsConsidered)
                {
                    credentials.Worked(credential);
                }

                return answer;
            }

            refused ??= answer;
        }

        return refused ?? throw new InvalidOperationException("The portal has no credential of its own.");
    }

    private async Task<TokenAnswer> AskAsync(KeyValuePair<string, string>[] grant, ClientCredential credential, CancellationToken ct)
    {
        var askedAt = clock.GetUtcNow();
        using var form = new FormUrlEncodedContent(
        [
            new("client_id", options.ClientId),
            .. grant,
            new("scope", options.EffectiveScope),
            .. credential.Fields(askedAt),
        ]);
        try
        {
            using var response = await http.PostAsync(options.TokenEndpoint, form, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            return TokenReader.Read(response, body, askedAt, options.EffectiveScope);
        }
        catch (BrokenCircuitException pause)
        {
            return TokenReader.NotAsked(IdentityBreaker.Spread(pause.RetryAfter ?? TimeSpan.Zero));
        }
        catch (HttpRequestException)
        {
            return TokenReader.NoAnswer("no connection");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Microsoft refuses the portal's own registration ({Code}): nobody can connect a login.")]
        public static partial void Registration(ILogger logger, string code);
    }
}
