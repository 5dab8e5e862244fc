using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Emulator;

public sealed class ControlTests
{
    private const string Maria = "maria@northwind.example";
    private const string WhoAmI = "/CustomerManagement/v13/User/Query";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_clock_is_read_moved_and_never_goes_back()
    {
        await using var emulator = await StartAsync();

        using var advanced = await PostAsync(emulator, "/clock/advance", new { By = "1.02:00:00" });
        using var back = await emulator.Http.PutAsJsonAsync("/__emulator/clock", new { Now = EmulatorFixture.Start }, Ct);
        using var on = await emulator.Http.PutAsJsonAsync("/__emulator/clock", new { Now = EmulatorFixture.Start.AddDays(3) }, Ct);
        var read = await emulator.Http.GetFromJsonAsync<JsonObject>("/__emulator/clock", Ct);

        Assert.Equal(EmulatorFixture.Start.AddHours(26), (await EmulatorFixture.JsonAsync(advanced))["now"]!.GetValue<DateTimeOffset>());
        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Equal(EmulatorFixture.Start.AddDays(3), read!["now"]!.GetValue<DateTimeOffset>());
        Assert.True(read["frozen"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_thawed_clock_goes_on_from_where_it_stood()
    {
        await using var emulator = await StartAsync();

        using var answer = await emulator.Http.PutAsJsonAsync("/__emulator/clock", new { Frozen = false }, Ct);

        Assert.False(emulator.Clock.IsFrozen);
        Assert.InRange(emulator.Clock.GetUtcNow(), EmulatorFixture.Start, EmulatorFixture.Start.AddMinutes(1));
    }

    [Fact]
    public async Task A_fault_is_added_listed_and_taken_away()
    {
        await using var emulator = await StartAsync();

        using var added = await PostAsync(emulator, "/faults", new { Kind = "Code", Code = 117, Route = "Campaigns", Times = (int?)null, Delay = "00:00:02" });
        using var unknown = await PostAsync(emulator, "/faults", new { Kind = "Earthquake" });
        var id = (await EmulatorFixture.JsonAsync(added))["id"]!.GetValue<int>();
        var listed = await emulator.Http.GetFromJsonAsync<JsonArray>("/__emulator/faults", Ct);
        using var removed = await emulator.Http.DeleteAsync(new Uri($"/__emulator/faults/{id}", UriKind.Relative), Ct);

        Assert.Equal(("Code", 117, null), (listed![0]!["kind"]!.GetValue<string>(), listed[0]!["code"]!.GetValue<int>(), listed[0]!["times"]));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty(emulator.Faults.Rules);
    }

    [Theory]
    [InlineData("revoke", "invalid_grant", 50173)]
    [InlineData("disable", "invalid_grant", 50057)]
    public async Task A_login_can_be_revoked_and_disabled(string verb, string error, int number)
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);

        using var pulled = await PostAsync(emulator, $"/users/{Maria}/{verb}", new { });
        using var refresh = await emulator.RefreshAsync(tokens.Refresh!);

        var body = await EmulatorFixture.JsonAsync(refresh);
        Assert.Equal((error, number), (body["error"]!.GetValue<string>(), body["error_codes"]![0]!.GetValue<int>()));
    }

    [Fact]
    public async Task Access_tokens_can_be_ended_and_a_disabled_login_enabled_again()
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        using var disabled = await PostAsync(emulator, $"/users/{Maria}/disable", new { });
        using var enabled = await PostAsync(emulator, $"/users/{Maria}/enable", new { });
        using var works = await emulator.CallAsync(WhoAmI, new { }, tokens);

        using var ended = await PostAsync(emulator, $"/users/{Maria}/expire", new { });
        using var expired = await emulator.CallAsync(WhoAmI, new { }, tokens);
        using var nobody = await PostAsync(emulator, "/users/nobody@nowhere.example/expire", new { });

        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
        Assert.Equal(109, (await EmulatorFixture.JsonAsync(expired))["Errors"]![0]!["Code"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Another_developer_token_takes_the_place_of_one_that_is_withdrawn_until_the_reset()
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);

        using var withdrawn = await emulator.Http.PutAsJsonAsync("/__emulator/developer-tokens", new { Accepted = new[] { "ANOTHERTOKEN02" } }, Ct);
        using var refused = await emulator.CallAsync(WhoAmI, new { }, tokens);
        using var none = await emulator.Http.PutAsJsonAsync("/__emulator/developer-tokens", new { Accepted = Array.Empty<string>() }, Ct);
        using var reset = await PostAsync(emulator, "/reset", new { });
        using var taken = await emulator.CallAsync(WhoAmI, new { }, await emulator.SignInAsync(Maria));

        Assert.Equal(105, (await EmulatorFixture.JsonAsync(refused))["Errors"]![0]!["Code"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (none.StatusCode, taken.StatusCode));
    }

    [Theory]
    [InlineData("/reports/flaws", "NoZip", HttpStatusCode.OK)]
    [InlineData("/bulk/flaws", "StaysUnknown", HttpStatusCode.OK)]
    [InlineData("/reports/flaws", "Earthquake", HttpStatusCode.BadRequest)]
    public async Task Reports_and_files_can_be_asked_to_come_out_wrong(string path, string kind, HttpStatusCode status)
    {
        await using var emulator = await StartAsync();

        using var answer = await PostAsync(emulator, path, new { Kind = kind, Times = 2 });

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task The_request_log_is_counted_filtered_and_cleared()
    {
        await using var emulator = await StartAsync();
        await emulator.SignInAsync(Maria);

        var exchanges = await emulator.Http.GetFromJsonAsync<JsonObject>("/__emulator/requests?path=/token&grantType=authorization_code", Ct);
        using var cleared = await emulator.Http.DeleteAsync(new Uri("/__emulator/requests", UriKind.Relative), Ct);
        var after = await emulator.Http.GetFromJsonAsync<JsonObject>("/__emulator/requests", Ct);

        Assert.Equal(1, exchanges!["count"]!.GetValue<int>());
        Assert.Equal(Maria, exchanges["requests"]![0]!["user"]!.GetValue<string>());
        Assert.Equal(0, after!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_reset_forgets_grants_faults_and_the_time()
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Faults.Add(new FaultRule(FaultKind.Reset) { Route = "nowhere" });
        emulator.Clock.Advance(TimeSpan.FromDays(1));

        using var reset = await PostAsync(emulator, "/reset", new { });
        using var refresh = await emulator.RefreshAsync(tokens.Refresh!);

        Assert.Equal(EmulatorFixture.Start, emulator.Clock.GetUtcNow());
        Assert.Empty(emulator.Faults.Rules);
        Assert.Equal(70000, (await EmulatorFixture.JsonAsync(refresh))["error_codes"]![0]!.GetValue<int>());
    }

    [Fact]
    public async Task The_pages_can_be_read_and_their_buttons_lead_back_to_them()
    {
        await using var emulator = await StartAsync();
        await emulator.SignInAsync(Maria);
        emulator.Http.DefaultRequestHeaders.Add("Accept", "text/html");

        var controls = await emulator.Http.GetStringAsync(new Uri("/__emulator", UriKind.Relative), Ct);
        var requests = await emulator.Http.GetStringAsync(new Uri("/__emulator/requests", UriKind.Relative), Ct);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("kind", "Html"), KeyValuePair.Create("times", "3")]);
        using var added = await emulator.Http.PostAsync(new Uri("/__emulator/faults", UriKind.Relative), form, Ct);

        Assert.Contains("91 days on", controls, StringComparison.Ordinal);
        Assert.Contains("/common/oauth2/v2.0/token", requests, StringComparison.Ordinal);
        Assert.Equal("/__emulator", added.Headers.Location?.OriginalString);
        Assert.Equal((FaultKind.Html, 3), (emulator.Faults.Rules[0].Kind, emulator.Faults.Rules[0].Times));
    }

    [Fact]
    public async Task Another_sites_page_cannot_pull_the_strings()
    {
        await using var emulator = await StartAsync();
        emulator.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await PostAsync(emulator, "/clock/advance", new { By = "1.00:00:00" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(EmulatorFixture.Start, emulator.Clock.GetUtcNow());
    }

    private static Task<EmulatorFixture> StartAsync() => EmulatorFixture.StartAsync(options => options.Control.Enabled = true);

    private static Task<HttpResponseMessage> PostAsync(EmulatorFixture emulator, string path, object body) =>
        emulator.Http.PostAsJsonAsync("/__emulator" + path, body, Ct);
}
