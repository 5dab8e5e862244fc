using System.Net;
using Portal.Emulator;

namespace Portal.Tests.Emulator;

public sealed class AuthorizeTests
{
    private const string Maria = "maria@northwind.example";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("client_id=nobody")]
    [InlineData("redirect_uri=http://localhost/oauth/microsoft-ads/Callback")]
    [InlineData("redirect_uri=http://localhost/oauth/microsoft-ads/callback?tenant=1")]
    [InlineData("redirect_uri=https://evil.example/oauth/microsoft-ads/callback")]
    public async Task An_unknown_application_or_redirect_sees_an_error_page_and_is_sent_nowhere(string query)
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.AuthorizeAsync(query + $"&__user={Maria}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Any_port_of_localhost_matches_a_registered_redirect()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.AuthorizeAsync($"redirect_uri=http://localhost:5188/oauth/microsoft-ads/callback&__user={Maria}");

        Assert.StartsWith("http://localhost:5188/oauth/microsoft-ads/callback?code=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_comes_back_as_it_was_sent()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.AuthorizeAsync($"state={Uri.EscapeDataString("a&b=c é/+ ")}&__user={Maria}");

        Assert.Equal("a&b=c é/+ ", EmulatorFixture.Returned(answer)["state"]);
    }

    [Theory]
    [InlineData("response_type=token", "unsupported_response_type")]
    [InlineData("scope=openid", "invalid_scope")]
    [InlineData("prompt=whatever", "invalid_request")]
    [InlineData("response_mode=whatever", "invalid_request")]
    [InlineData("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=plain", "invalid_request")]
    [InlineData("prompt=none", "login_required")]
    [InlineData("__user=maria@northwind.example&__answer=cancel", "access_denied")]
    public async Task What_cannot_be_done_goes_back_to_the_application_as_an_error(string query, string error)
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.AuthorizeAsync(query);

        var returned = EmulatorFixture.Returned(answer);
        Assert.Equal((error, "st-123", null), (returned["error"], returned["state"], returned["code"]));
        Assert.StartsWith("AADSTS", returned["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_a_login_and_accepting_leads_back_with_a_code_and_consent_is_asked_once()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        using var choice = await emulator.AuthorizeAsync();
        Assert.Contains("Choose a login", await choice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var consent = await AnswerAsync(emulator, ("__user", Maria));
        using var accepted = await AnswerAsync(emulator, ("__user", Maria), ("__answer", "accept"));
        using var again = await AnswerAsync(emulator, ("__user", Maria));
        using var asked = await AnswerAsync(emulator, ("__user", Maria), ("prompt", "consent"));

        Assert.Contains("Let Portal in?", await consent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.NotNull(EmulatorFixture.Returned(accepted)["code"]);
        Assert.NotNull(EmulatorFixture.Returned(again)["code"]);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
    }

    [Fact]
    public async Task Without_asking_a_code_comes_only_for_a_signed_in_user_who_consented()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        using var signedIn = await emulator.AuthorizeAsync($"__user={Maria}");
        emulator.Http.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        using var silent = await emulator.AuthorizeAsync("prompt=none");
        emulator.Grants.Revoke(emulator.Directory.UserBy(Maria)!);
        using var revoked = await emulator.AuthorizeAsync("prompt=none");
        using var other = await emulator.AuthorizeAsync("prompt=none&login_hint=anna@contoso.example");

        Assert.NotNull(EmulatorFixture.Returned(silent)["code"]);
        Assert.Equal("consent_required", EmulatorFixture.Returned(revoked)["error"]);
        Assert.Equal("login_required", EmulatorFixture.Returned(other)["error"]);
    }

    [Fact]
    public async Task A_login_hint_skips_the_choice_unless_choosing_is_asked_for()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var hinted = await emulator.AuthorizeAsync($"login_hint={Maria}");
        using var choosing = await emulator.AuthorizeAsync($"login_hint={Maria}&prompt=select_account");

        Assert.Contains("Let Portal in?", await hinted.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("Choose a login", await choosing.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_login_cannot_sign_in()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        emulator.Grants.Disable(emulator.Directory.UserBy(Maria)!);

        using var answer = await emulator.AuthorizeAsync($"__user={Maria}");

        Assert.Equal("access_denied", EmulatorFixture.Returned(answer)["error"]);
    }

    [Fact]
    public async Task Form_post_brings_the_answer_in_a_form_whose_values_are_encoded()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.AuthorizeAsync($"response_mode=form_post&__user={Maria}&state={Uri.EscapeDataString("\"><script>")}");

        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains($"action=\"{EmulatorFixture.Callback}\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"code\" value=\"M.", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_says_that_it_is_the_local_stand_in_and_forbids_inline_code()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        using var start = await emulator.Http.GetAsync(new Uri("/", UriKind.Relative), Ct);
        using var choice = await emulator.AuthorizeAsync();
        using var refusal = await emulator.AuthorizeAsync("client_id=nobody");

        foreach (var answer in new[] { start, choice, refusal })
        {
            var page = await answer.Content.ReadAsStringAsync(Ct);
            Assert.Contains("local stand-in", page, StringComparison.Ordinal);
            Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    private static async Task<HttpResponseMessage> AnswerAsync(EmulatorFixture emulator, params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string>
        {
            ["client_id"] = Client.Demo.Id,
            ["redirect_uri"] = EmulatorFixture.Callback,
            ["response_type"] = "code",
            ["scope"] = EmulatorFixture.Scope,
        };
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form);
        return await emulator.Http.PostAsync(new Uri("/common/oauth2/v2.0/authorize", UriKind.Relative), content, Ct);
    }
}
