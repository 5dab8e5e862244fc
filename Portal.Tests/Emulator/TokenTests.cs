using System.Net;
using Portal.Emulator;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Emulator;

public sealed class TokenTests
{
    private const string Maria = "maria@northwind.example";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    [Fact]
    public async Task A_code_gives_an_access_token_and_a_refresh_token_of_the_usual_size()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.ExchangeAsync(await emulator.CodeAsync(Maria));

        var body = await EmulatorFixture.JsonAsync(answer);
        Assert.Equal(["token_type", "scope", "expires_in", "ext_expires_in", "access_token", "refresh_token"], body.Select(property => property.Key));
        Assert.InRange(body["access_token"]!.GetValue<string>().Length, 2_250, 2_350);
        Assert.InRange(body["refresh_token"]!.GetValue<string>().Length, 850, 950);
        Assert.InRange(body["expires_in"]!.GetValue<int>(), 3_600, 5_399);
        Assert.Equal("https://ads.microsoft.com/msads.manage https://ads.microsoft.com/ads.manage", body["scope"]!.GetValue<string>());
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var code = await emulator.CodeAsync(Maria);
        using var first = await emulator.ExchangeAsync(code);

        using var second = await emulator.ExchangeAsync(code);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await RefusedAsync(second, "invalid_grant", 54005);
    }

    [Fact]
    public async Task Of_many_exchanges_at_once_of_one_code_exactly_one_succeeds()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var code = await emulator.CodeAsync(Maria);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => emulator.ExchangeAsync(code)))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var code = await emulator.CodeAsync(Maria);
        emulator.Clock.Advance(TimeSpan.FromMinutes(10));

        using var answer = await emulator.ExchangeAsync(code);

        await RefusedAsync(answer, "invalid_grant", 70008);
    }

    [Theory]
    [InlineData(Verifier, null)]
    [InlineData("another-verifier-that-is-long-enough-to-be-one-1", 501481)]
    [InlineData(null, 501481)]
    public async Task A_code_with_a_challenge_needs_its_verifier(string? verifier, int? number)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var code = await emulator.CodeAsync(Maria, extra: Challenge);

        using var answer = await emulator.ExchangeAsync(code, ("code_verifier", verifier));

        if (number is { } expected)
        {
            await RefusedAsync(answer, "invalid_grant", expected);
        }
        else
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("redirect_uri", "http://localhost:81/oauth/microsoft-ads/callback", "invalid_grant", 500112, HttpStatusCode.BadRequest)]
    [InlineData("redirect_uri", null, "invalid_request", 900144, HttpStatusCode.BadRequest)]
    [InlineData("code", "made-up", "invalid_grant", 70000, HttpStatusCode.BadRequest)]
    [InlineData("client_id", "nobody", "unauthorized_client", 700016, HttpStatusCode.BadRequest)]
    [InlineData("client_id", "other", "invalid_grant", 70000, HttpStatusCode.BadRequest)]
    [InlineData("client_id", null, "invalid_request", 900144, HttpStatusCode.BadRequest)]
    [InlineData("client_secret", "wrong", "invalid_client", 7000215, HttpStatusCode.Unauthorized)]
    [InlineData("client_secret", "old", "invalid_client", 7000222, HttpStatusCode.Unauthorized)]
    [InlineData("client_secret", null, "invalid_client", 7000218, HttpStatusCode.Unauthorized)]
    [InlineData("grant_type", "password", "unsupported_grant_type", 70003, HttpStatusCode.BadRequest)]
    public async Task An_exchange_with_something_wrong_is_refused(string field, string? value, string error, int number, HttpStatusCode status)
    {
        var expiring = Client.Demo with { ExpiredSecrets = ["old"] };
        await using var emulator = await EmulatorFixture.StartAsync(options => options.Clients = [expiring, Client.Demo with { Id = "other" }]);
        var code = await emulator.CodeAsync(Maria);

        using var answer = await emulator.ExchangeAsync(code, (field, value));

        await RefusedAsync(answer, error, number, status);
    }

    [Fact]
    public async Task A_public_client_sends_no_secret()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.Clients = [Client.Demo with { Secrets = [] }]);
        var code = await emulator.CodeAsync(Maria);

        using var withSecret = await emulator.ExchangeAsync(code);
        using var without = await emulator.ExchangeAsync(code, ("client_secret", null));

        await RefusedAsync(withSecret, "invalid_request", 700025);
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
    }

    [Theory]
    [InlineData("invalid_grant", 70000, HttpStatusCode.BadRequest)]
    [InlineData("interaction_required", 50076, HttpStatusCode.BadRequest)]
    [InlineData("invalid_client", 7000215, HttpStatusCode.Unauthorized)]
    [InlineData("temporarily_unavailable", 90033, HttpStatusCode.ServiceUnavailable)]
    public async Task A_failure_can_be_injected_for_one_user_and_strikes_once(string error, int number, HttpStatusCode status)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var (maria, anna) = (await emulator.SignInAsync(Maria), await emulator.SignInAsync("anna@contoso.example"));
        emulator.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", User = Maria, Error = error, Code = number });

        using var other = await emulator.RefreshAsync(anna.Refresh!);
        using var struck = await emulator.RefreshAsync(maria.Refresh!);
        using var after = await emulator.RefreshAsync(maria.Refresh!);

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await RefusedAsync(struck, error, number, status);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task The_answer_can_lack_the_refresh_token_or_write_its_lifetime_as_text()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Faults.Add(new FaultRule(FaultKind.NoRefreshToken));
        emulator.Faults.Add(new FaultRule(FaultKind.ExpiresInAsText));

        using var first = await emulator.RefreshAsync(tokens.Refresh!);
        using var second = await emulator.RefreshAsync(tokens.Refresh!);

        Assert.Null((await EmulatorFixture.JsonAsync(first))["refresh_token"]);
        Assert.Equal(System.Text.Json.JsonValueKind.String, (await EmulatorFixture.JsonAsync(second))["expires_in"]!.GetValueKind());
    }

    internal static async Task RefusedAsync(HttpResponseMessage answer, string error, int number, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var body = await EmulatorFixture.JsonAsync(answer);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(error, body["error"]!.GetValue<string>());
        Assert.Equal(number, body["error_codes"]![0]!.GetValue<int>());
        Assert.StartsWith($"AADSTS{number}: ", body["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains($"Trace ID: {body["trace_id"]}\r\nCorrelation ID: {body["correlation_id"]}", body["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
