using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Connections;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

public sealed class MicrosoftIdentityTests
{
    private const string Maria = "maria@northwind.example";

    /// <summary>The example of RFC 7636, appendix B.</summary>
    [Fact]
    public void The_challenge_is_the_one_of_the_standard() => Assert.Equal(
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        Pkce.ChallengeOf(new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).Value);

    [Theory]
    [InlineData("invalid_grant", 70000, 400, FailureClass.Suspect)]
    [InlineData("invalid_grant", 700082, 400, FailureClass.NeedsReconnect)]
    [InlineData("invalid_grant", 50173, 400, FailureClass.NeedsReconnect)]
    [InlineData("invalid_grant", 123456, 400, FailureClass.NeedsReconnect)]
    [InlineData("invalid_grant", null, 400, FailureClass.NeedsReconnect)]
    [InlineData("invalid_grant", 50057, 400, FailureClass.NeedsUser)]
    [InlineData("access_denied", 50057, 400, FailureClass.NeedsUser)]
    [InlineData("access_denied", 65004, 400, FailureClass.NeedsConsent)]
    [InlineData("interaction_required", 50076, 400, FailureClass.NeedsUser)]
    [InlineData("invalid_grant", 65001, 400, FailureClass.NeedsConsent)]
    [InlineData("invalid_client", 7000215, 401, FailureClass.Operator)]
    [InlineData("unauthorized_client", 700016, 400, FailureClass.Operator)]
    [InlineData("temporarily_unavailable", null, 503, FailureClass.Transient)]
    [InlineData(null, null, 502, FailureClass.Transient)]
    [InlineData("a_word_of_tomorrow", null, 400, FailureClass.Transient)]
    public void Each_failure_has_somebody_who_acts(string? error, int? number, int status, FailureClass expected) =>
        Assert.Equal(expected, TokenFailure.Of(error, number, status).Class);

    [Fact]
    public async Task The_way_to_Microsoft_carries_everything_encoded()
    {
        await using var stage = await MicrosoftStage.OpenAsync();

        var uri = await stage.InTenantAsync(services => Task.FromResult(services.GetRequiredService<MicrosoftIdentity>()
            .AuthorizeUri("a state&b", new CodeChallenge("challenge"), "ann+ads@contoso.com", selectAccount: true)));

        var query = HttpUtility.ParseQueryString(uri.Query);
        Assert.Equal("/common/oauth2/v2.0/authorize", uri.AbsolutePath);
        Assert.Equal(("a state&b", "ann+ads@contoso.com", "select_account", "S256"), (query["state"], query["login_hint"], query["prompt"], query["code_challenge_method"]));
        Assert.Equal("https://ads.microsoft.com/msads.manage offline_access", query["scope"]);
        Assert.Equal("http://localhost:5080/oauth/microsoft-ads/callback", query["redirect_uri"]);
    }

    [Fact]
    public async Task A_code_without_its_verifier_gives_no_tokens()
    {
        await using var stage = await MicrosoftStage.OpenAsync();

        var answer = await ExchangeAsync(stage, verifier: Pkce.NewVerifier());

        Assert.True(answer.IsFailure);
    }

    [Fact]
    public async Task A_sign_in_that_does_not_last_is_a_failure_with_its_sentence()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        stage.Faults.Add(new FaultRule(FaultKind.NoRefreshToken) { Route = "/token" });

        var answer = await ExchangeAsync(stage);

        Assert.Equal((FailureClass.NeedsConsent, "no refresh_token"), (answer.Failure!.Class, answer.Failure.Code));
    }

    [Fact]
    public async Task A_lifetime_that_is_written_as_text_is_read()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        stage.Faults.Add(new FaultRule(FaultKind.ExpiresInAsText) { Route = "/token" });

        var answer = await ExchangeAsync(stage);

        Assert.Equal(stage.Clock.GetUtcNow().AddSeconds(3600), answer.Tokens!.ExpiresAt);
    }

    [Fact]
    public async Task A_code_is_exchanged_once_even_when_Microsoft_stumbles()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "/token", RetryAfter = 30 });

        var answer = await ExchangeAsync(stage);

        Assert.Equal(FailureClass.Transient, answer.Failure!.Class);
        Assert.Contains("start connecting once more", answer.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, stage.Log.Count("/token"));
    }

    private static Task<TokenAnswer> ExchangeAsync(MicrosoftStage stage, CodeVerifier? verifier = null) => stage.InTenantAsync(async services =>
    {
        var identity = services.GetRequiredService<MicrosoftIdentity>();
        var own = Pkce.NewVerifier();
        var code = await MicrosoftStage.SignInAsync(identity.AuthorizeUri("state", Pkce.ChallengeOf(own)), Maria);
        return await identity.ExchangeCodeAsync(code, verifier ?? own, CancellationToken.None);
    });
}
