using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Portal.Emulator.Calls;

namespace Portal.Tests.Emulator;

/// <summary>The checks before every operation, tried on an operation of the test's own.</summary>
public sealed class GateTests
{
    private const string Maria = "maria@northwind.example";
    private const string Read = "/CampaignManagement/v13/Probe/Query";
    private const string Write = "/CampaignManagement/v13/Probe";
    private const string WhoAmI = "/CustomerManagement/v13/User/Query";
    private const long Customer = 260001;
    private const long Account = 181000001;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_passes_knows_who_asks_for_which_account_and_when()
    {
        await using var emulator = await StartAsync();

        using var answer = await emulator.CallAsync(Read, new { AccountId = "181000001" }, await emulator.SignInAsync(Maria), Customer, Account);

        Assert.Equal("""{"User":"maria@northwind.example","CustomerId":"260001","AccountId":"181000001","Now":"2026-11-23T08:30:15"}""",
            await answer.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("DeveloperToken", null, 400, 116)]
    [InlineData("DeveloperToken", "", 400, 116)]
    [InlineData("DeveloperToken", "SOMEBODYELSES", 401, 105)]
    [InlineData("Authorization", null, 401, 105)]
    [InlineData("Authorization", "Basic x", 401, 105)]
    [InlineData("Authorization", "Bearer made-up", 401, 105)]
    [InlineData("CustomerId", null, 400, 1029)]
    [InlineData("CustomerId", "", 400, 1029)]
    [InlineData("CustomerAccountId", null, 400, 1030)]
    [InlineData("CustomerAccountId", "181000002", 400, 106)]
    [InlineData("CustomerId", "250001", 403, 106)]
    [InlineData("CustomerId", "260002", 403, 106)]
    [InlineData("CustomerId", "F181NW01", 403, 106)]
    public async Task A_call_with_a_wrong_header_is_refused(string header, string? value, int status, int code)
    {
        await using var emulator = await StartAsync();
        using var request = EmulatorFixture.Request(Read, new { AccountId = Account }, await emulator.SignInAsync(Maria), Customer, Account);
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var answer = await emulator.Http.SendAsync(request, Ct);

        await RefusedAsync(answer, status, code);
    }

    [Fact]
    public async Task An_expired_token_answers_109_and_a_refreshed_one_works()
    {
        await using var emulator = await StartAsync(options => options.ExpiresIn = 60);
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        using var expired = await emulator.CallAsync(Read, new { }, tokens, Customer, Account);
        using var refreshed = await emulator.RefreshAsync(tokens.Refresh!);
        using var renewed = await emulator.CallAsync(Read, new { }, await Tokens.FromAsync(refreshed), Customer, Account);

        await RefusedAsync(expired, 401, 109, "AdApiFaultDetail");
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
    }

    [Fact]
    public async Task A_token_of_a_retired_scope_is_issued_and_opens_nothing()
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria, "https://ads.microsoft.com/ads.manage offline_access");

        using var answer = await emulator.CallAsync(WhoAmI, new { }, tokens);

        await RefusedAsync(answer, 401, 105);
    }

    [Fact]
    public async Task A_refresh_token_is_no_access_token()
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);

        using var answer = await emulator.CallAsync(WhoAmI, new { }, tokens with { Access = tokens.Refresh! });

        await RefusedAsync(answer, 401, 105);
    }

    [Fact]
    public async Task A_disabled_login_answers_120()
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        emulator.Grants.Disable(emulator.Directory.UserBy(Maria)!);

        using var answer = await emulator.CallAsync(WhoAmI, new { }, tokens);

        await RefusedAsync(answer, 401, 120);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"AccountId":"north"}""")]
    public async Task A_body_that_cannot_be_read_answers_100_in_the_shape_of_the_service(string body)
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        using var request = EmulatorFixture.Request(Read, new { }, tokens, Customer, Account);
        request.Content = new StringContent(body);

        using var answer = await emulator.Http.SendAsync(request, Ct);

        await RefusedAsync(answer, 400, 100, "ApiFaultDetail");
    }

    [Fact]
    public async Task Customer_management_words_its_faults_without_error_codes()
    {
        await using var emulator = await StartAsync();
        using var request = EmulatorFixture.Request(WhoAmI, new { }, await emulator.SignInAsync(Maria));
        request.Content = new StringContent("");

        using var answer = await emulator.Http.SendAsync(request, Ct);

        var fault = await EmulatorFixture.JsonAsync(answer);
        Assert.Equal(["OperationErrors", "TrackingId", "Type"], fault.Select(property => property.Key));
        Assert.Equal(["Code", "Details", "Message"], fault["OperationErrors"]![0]!.AsObject().Select(property => property.Key));
    }

    [Theory]
    [InlineData("victor@contoso.example", 403)]
    [InlineData("clara@contoso.example", 200)]
    [InlineData("samir@contoso.example", 200)]
    [InlineData("anna@contoso.example", 200)]
    public async Task A_viewer_reads_but_does_not_write(string user, int status)
    {
        await using var emulator = await StartAsync();
        var tokens = await emulator.SignInAsync(user);

        using var read = await emulator.CallAsync(Read, new { }, tokens, 250002, 180000001);
        using var write = await emulator.CallAsync(Write, new { }, tokens, 250002, 180000001, HttpMethod.Delete);

        Assert.Equal((200, status), ((int)read.StatusCode, (int)write.StatusCode));
    }

    [Fact]
    public async Task A_status_that_nobody_knows_can_be_set()
    {
        await using var emulator = await StartAsync(options => options.Statuses[106] = 401);

        using var answer = await emulator.CallAsync(Read, new { }, await emulator.SignInAsync(Maria), 250001, Account);

        await RefusedAsync(answer, 401, 106);
    }

    [Fact]
    public async Task Faults_of_an_operation_carry_the_items_and_the_tracking_id_of_the_headers()
    {
        await using var emulator = await StartAsync(map: app => app.MapOperation("PUT", Service.CampaignManagement, "/Refusing", _ =>
            throw new Fault(Service.CampaignManagement, 1102, "InvalidAccountId", "No.", [new BatchItem(3, 1100, "InvalidCampaignId", "Not this one.")])));

        using var answer = await emulator.CallAsync(
            "/CampaignManagement/v13/Refusing", new { }, await emulator.SignInAsync(Maria), Customer, Account, HttpMethod.Put);

        var fault = await EmulatorFixture.JsonAsync(answer);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(3, fault["BatchErrors"]![0]!["Index"]!.GetValue<int>());
        Assert.Equal(answer.Headers.GetValues("TrackingId").Single(), fault["TrackingId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_operation_that_breaks_answers_500_with_code_0()
    {
        await using var emulator = await StartAsync(map: app =>
            app.MapOperation("POST", Service.CampaignManagement, "/Breaking", _ => throw new InvalidOperationException("A bug.")));

        using var answer = await emulator.CallAsync("/CampaignManagement/v13/Breaking", new { }, await emulator.SignInAsync(Maria), Customer, Account);

        await RefusedAsync(answer, 500, 0, "AdApiFaultDetail");
    }

    private static Task<EmulatorFixture> StartAsync(Action<Portal.Emulator.EmulatorOptions>? change = null, Action<WebApplication>? map = null) =>
        EmulatorFixture.StartAsync(change, map ?? (app =>
        {
            app.MapOperation("POST", Service.CampaignManagement, "/Probe/Query", Echo);
            app.MapOperation("DELETE", Service.CampaignManagement, "/Probe", Echo, writes: true);
        }));

    private static JsonObject Echo(Call call) => new()
    {
        ["User"] = call.User.UserName,
        ["CustomerId"] = call.CustomerId,
        ["AccountId"] = call.AccountId,
        ["Now"] = call.Now,
    };

    private static async Task RefusedAsync(HttpResponseMessage answer, int status, int code, string? type = null)
    {
        var fault = await EmulatorFixture.JsonAsync(answer);
        Assert.Equal((status, code), ((int)answer.StatusCode, (fault["Errors"] ?? fault["OperationErrors"])![0]!["Code"]!.GetValue<int>()));
        Assert.Equal(type ?? fault["Type"]!.GetValue<string>(), fault["Type"]!.GetValue<string>());
    }
}
