using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Emulator;
using Portal.Emulator.OAuth;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Emulator;

/// <summary>
/// The emulator on a free port of this machine, at a frozen moment, with the demo application. As a class fixture, or one a
/// test by <see cref="StartAsync"/>.
/// </summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    public const string Callback = "http://localhost/oauth/microsoft-ads/callback";
    public const string Scope = "https://ads.microsoft.com/msads.manage offline_access";

    /// <summary>Where the clock stands at the start.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 30, 15, TimeSpan.Zero);

    private readonly Action<WebApplication>? map;

    public EmulatorFixture()
        : this(null, null)
    {
    }

    private EmulatorFixture(Action<EmulatorOptions>? change, Action<WebApplication>? map)
    {
        this.map = map;
        Options = new EmulatorOptions { Urls = "http://127.0.0.1:0", FrozenAt = Start, Scale = new Scale { Accounts = 3 } };
        change?.Invoke(Options);
        App = EmulatorHost.Build(Options);
    }

    public EmulatorOptions Options { get; }

    public WebApplication App { get; }

    /// <summary>Follows no redirect, keeps no cookie, unpacks nothing.</summary>
    public HttpClient Http { get; private set; } = new();

    public Uri Address => Http.BaseAddress!;

    public EmulatorClock Clock => App.Services.GetRequiredService<EmulatorClock>();

    public Faults Faults => App.Services.GetRequiredService<Faults>();

    public RequestLog Log => App.Services.GetRequiredService<RequestLog>();

    public Grants Grants => App.Services.GetRequiredService<Grants>();

    public Portal.Emulator.World.Directory Directory => App.Services.GetRequiredService<Portal.Emulator.World.Directory>();

    /// <summary>Starts one with other options, and with further routes when the test brings some.</summary>
    public static async Task<EmulatorFixture> StartAsync(Action<EmulatorOptions>? change = null, Action<WebApplication>? map = null)
    {
        var fixture = new EmulatorFixture(change, map);
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        map?.Invoke(App);
        await App.StartAsync();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(App.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }

    /// <summary>Signs in by the automatic acceptance and exchanges the code: the whole web leg without a browser.</summary>
    public async Task<Tokens> SignInAsync(string user, string scope = Scope)
    {
        using var answer = await ExchangeAsync(await CodeAsync(user, scope));
        return await Tokens.FromAsync(answer);
    }

    /// <summary>A code that waits for its exchange.</summary>
    public async Task<string> CodeAsync(string user, string scope = Scope, string extra = "")
    {
        using var answer = await AuthorizeAsync($"scope={Uri.EscapeDataString(scope)}&__user={user}{extra}");
        return Returned(answer)["code"] ?? throw new InvalidOperationException($"No code came back: {answer.Headers.Location}");
    }

    /// <summary>Asks for authorization as the demo application; later parameters replace the usual ones.</summary>
    public Task<HttpResponseMessage> AuthorizeAsync(string query = "")
    {
        var parameters = HttpUtility.ParseQueryString("");
        parameters["client_id"] = Client.Demo.Id;
        parameters["redirect_uri"] = Callback;
        parameters["response_type"] = "code";
        parameters["scope"] = Scope;
        parameters["state"] = "st-123";
        var given = HttpUtility.ParseQueryString(query);
        foreach (string name in given)
        {
            parameters[name] = given[name];
        }

        return Http.GetAsync(new Uri($"/common/oauth2/v2.0/authorize?{parameters}", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>What an answer brings back to the callback.</summary>
    public static System.Collections.Specialized.NameValueCollection Returned(HttpResponseMessage answer) =>
        HttpUtility.ParseQueryString(answer.Headers.Location?.Query ?? "");

    public Task<HttpResponseMessage> ExchangeAsync(string code, params (string Name, string? Value)[] changes) =>
        TokenAsync([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), .. changes]);

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken, params (string Name, string? Value)[] changes) =>
        TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. changes]);

    /// <summary>A token request of the demo application; a later field replaces an earlier one, null takes it away.</summary>
    public async Task<HttpResponseMessage> TokenAsync(params (string Name, string? Value)[] fields)
    {
        var form = new Dictionary<string, string?> { ["client_id"] = Client.Demo.Id, ["client_secret"] = Client.Demo.Secrets[0], ["scope"] = Scope };
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form.Where(field => field.Value is not null));
        return await Http.PostAsync(new Uri("/common/oauth2/v2.0/token", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Calls an operation as a client does; null headers are left out. The path has service and version, such as
    /// <c>/CustomerManagement/v13/User/Query</c>.
    /// </summary>
    public Task<HttpResponseMessage> CallAsync(
        string path, object body, Tokens? tokens, long? customerId = null, long? accountId = null, HttpMethod? method = null)
    {
        var request = Request(path, body, tokens, customerId, accountId, method);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>As <see cref="CallAsync"/>, for an answer that must be a success.</summary>
    public async Task<JsonObject> ReadAsync(string path, object body, Tokens tokens, long? customerId = null, long? accountId = null)
    {
        using var answer = await CallAsync(path, body, tokens, customerId, accountId);
        return await JsonAsync(answer.EnsureSuccessStatusCode());
    }

    public static HttpRequestMessage Request(
        string path, object body, Tokens? tokens, long? customerId = null, long? accountId = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = JsonContent.Create(body, options: JsonSerializerOptions.Default) };
        request.Headers.Add("DeveloperToken", EmulatorOptions.DemoDeveloperToken);
        AddIf("Authorization", tokens is null ? null : $"Bearer {tokens.Access}");
        AddIf("CustomerId", customerId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AddIf("CustomerAccountId", accountId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return request;

        void AddIf(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }
    }

    public static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) =>
        (JsonObject)(await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)))!;
}

/// <summary>What the token endpoint gave.</summary>
public sealed record Tokens(string Access, string? Refresh, int ExpiresIn)
{
    public static async Task<Tokens> FromAsync(HttpResponseMessage answer)
    {
        var json = await EmulatorFixture.JsonAsync(answer.EnsureSuccessStatusCode());
        return new Tokens(json["access_token"]!.GetValue<string>(), json["refresh_token"]?.GetValue<string>(), json["expires_in"]!.GetValue<int>());
    }
}
