using System.Net;
using Portal.Emulator.Traffic;

namespace Portal.Tests.Emulator;

public sealed class TrafficTests
{
    private const string Maria = "maria@northwind.example";
    private const string WhoAmI = "/CustomerManagement/v13/User/Query";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.InternalError, null, 500, "AdApiFaultDetail")]
    [InlineData(FaultKind.Html, null, 503, "<html>")]
    [InlineData(FaultKind.TooManyRequests, null, 429, "")]
    [InlineData(FaultKind.EmptyBadRequest, null, 400, "")]
    [InlineData(FaultKind.Code, 105, 401, "InvalidCredentials")]
    [InlineData(FaultKind.Code, 106, 403, "ApiFault")]
    [InlineData(FaultKind.Code, 109, 401, "AuthenticationTokenExpired")]
    [InlineData(FaultKind.Code, 117, 429, "CallRateExceeded")]
    [InlineData(FaultKind.Code, 207, 400, "207")]
    public async Task A_fault_strikes_once_and_the_next_call_is_answered(FaultKind kind, int? code, int status, string text)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        var id = emulator.Faults.Add(new FaultRule(kind) { Code = code });

        using var struck = await emulator.CallAsync(WhoAmI, new { }, tokens);
        using var after = await emulator.CallAsync(WhoAmI, new { }, tokens);

        Assert.Equal((status, 200), ((int)struck.StatusCode, (int)after.StatusCode));
        var body = await struck.Content.ReadAsStringAsync(Ct);
        Assert.True(text.Length == 0 ? body.Length == 0 : body.Contains(text, StringComparison.Ordinal), body);
        Assert.Equal(1, emulator.Faults.Struck(id));
    }

    [Fact]
    public async Task A_fault_keeps_to_its_route_its_user_its_account_and_its_number_of_times()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var (maria, anna) = (await emulator.SignInAsync(Maria), await emulator.SignInAsync("anna@contoso.example"));
        emulator.Faults.Add(new FaultRule(FaultKind.EmptyBadRequest) { Route = "user/query", User = Maria, AccountId = 181000001, Times = 2 });

        async Task<int> StatusAsync(string path, Tokens tokens, long account)
        {
            using var answer = await emulator.CallAsync(path, new { }, tokens, null, account);
            return (int)answer.StatusCode;
        }

        Assert.Equal(200, await StatusAsync("/CustomerManagement/v13/AccountsInfo/Query", maria, 181000001));
        Assert.Equal(200, await StatusAsync(WhoAmI, anna, 181000001));
        Assert.Equal(200, await StatusAsync(WhoAmI, maria, 181000002));
        Assert.Equal(400, await StatusAsync(WhoAmI, maria, 181000001));
        Assert.Equal(400, await StatusAsync(WhoAmI, maria, 181000001));
        Assert.Equal(200, await StatusAsync(WhoAmI, maria, 181000001));
    }

    [Fact]
    public async Task A_chance_strikes_some_and_spares_others_the_same_way_each_time()
    {
        async Task<string> RunAsync()
        {
            await using var emulator = await EmulatorFixture.StartAsync();
            var tokens = await emulator.SignInAsync(Maria);
            emulator.Faults.Add(new FaultRule(FaultKind.EmptyBadRequest) { Times = null, Probability = 0.5 });
            var seen = "";
            for (var call = 0; call < 20; call++)
            {
                using var answer = await emulator.CallAsync(WhoAmI, new { }, tokens);
                seen += answer.IsSuccessStatusCode ? '+' : '-';
            }

            return seen;
        }

        var (first, second) = (await RunAsync(), await RunAsync());

        Assert.Equal(first, second);
        Assert.Contains('+', first);
        Assert.Contains('-', first);
    }

    [Fact]
    public async Task A_cut_connection_breaks_the_call()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Faults.Add(new FaultRule(FaultKind.Reset) { Times = null });

        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.CallAsync(WhoAmI, new { }, tokens));
    }

    [Fact]
    public async Task A_truncated_answer_has_its_headers_and_breaks_in_the_body()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        using var request = EmulatorFixture.Request(WhoAmI, new { }, await emulator.SignInAsync(Maria));
        emulator.Faults.Add(new FaultRule(FaultKind.Truncate));

        using var answer = await emulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_call_that_hangs_goes_on_until_the_caller_gives_up()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Faults.Add(new FaultRule(FaultKind.Hang));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var request = EmulatorFixture.Request(WhoAmI, new { }, tokens);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => emulator.Http.SendAsync(request, patience.Token));

        var entry = emulator.Log.Entries[^1];
        Assert.Equal((FaultKind.Hang, null), (entry.Fault!.Value, entry.Status));
    }

    [Fact]
    public async Task Retry_after_is_sent_only_when_asked_for()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Faults.Add(new FaultRule(FaultKind.TooManyRequests));
        emulator.Faults.Add(new FaultRule(FaultKind.TooManyRequests) { RetryAfter = 7 });

        using var without = await emulator.CallAsync(WhoAmI, new { }, tokens);
        using var with = await emulator.CallAsync(WhoAmI, new { }, tokens);

        Assert.Null(without.Headers.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(7), with.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task The_log_counts_exchanges_and_shows_who_asked_for_what_without_the_tokens()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        using var call = await emulator.CallAsync(WhoAmI, new { }, tokens, 260001, 181000001);

        Assert.Equal((1, 0), (emulator.Log.Count("/token", "authorization_code"), emulator.Log.Count("/token", "refresh_token")));
        var entry = Assert.Single(emulator.Log.Entries, entry => entry.Path == WhoAmI);
        Assert.Equal((Maria, 260001L, 181000001L, 200), (entry.User, entry.CustomerId, entry.AccountId, entry.Status));
        Assert.Equal(call.Headers.GetValues("TrackingId").Single(), entry.TrackingId);
        Assert.True(entry.Authorization!.Length < 20, entry.Authorization);
        Assert.Equal(Maria, Assert.Single(emulator.Log.Entries, entry => entry.GrantType is not null).User);
    }
}
