using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Emulator.World;

namespace Portal.Tests.Emulator;

public sealed class HostTests
{
    private const string Maria = "maria@northwind.example";
    private const string WhoAmI = "/CustomerManagement/v13/User/Query";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/CampaignManagement/v13/Nothing/Query")]
    [InlineData("/somewhere/oauth2/v2.0/token")]
    [InlineData("/__emulator/clock")]
    public async Task An_unknown_route_answers_404_with_an_empty_body(string path)
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.Http.PostAsJsonAsync(path, new { }, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Theory]
    [InlineData("common")]
    [InlineData("consumers")]
    [InlineData("organizations")]
    [InlineData("8f4b2c1e-0c3d-4b7a-9e55-1d2f3a4b5c6d")]
    public async Task The_token_endpoint_answers_under_every_tenant_name(string tenant)
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.Http.PostAsync(new Uri($"/{tenant}/oauth2/v2.0/token", UriKind.Relative), null, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_request", (await EmulatorFixture.JsonAsync(answer))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_answer_carries_one_id_in_three_headers_and_none_in_the_body()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        using var answer = await emulator.CallAsync(WhoAmI, new { }, await emulator.SignInAsync(Maria));

        var ids = new[] { "X-MS-RequestId", "X-MS-TrackingId", "TrackingId" }.Select(name => answer.Headers.GetValues(name).Single()).ToList();
        Assert.Single(ids.Distinct());
        Assert.True(Guid.TryParse(ids[0], out _));
        Assert.Equal("Kestrel", answer.Headers.Server.ToString());
        Assert.Null((await EmulatorFixture.JsonAsync(answer))["TrackingId"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_are_packed_when_the_caller_can_unpack_them(string encoding)
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        using var request = EmulatorFixture.Request(WhoAmI, new { }, await emulator.SignInAsync(Maria));
        request.Headers.Add("Accept-Encoding", encoding);

        using var answer = await emulator.Http.SendAsync(request, Ct);

        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        await using var packed = await answer.Content.ReadAsStreamAsync(Ct);
        await using Stream plain = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal(Maria, (await JsonNode.ParseAsync(plain, cancellationToken: Ct))!["User"]!["UserName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Headers_may_be_thirty_two_kilobytes_long()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        using var request = EmulatorFixture.Request(WhoAmI, new { }, await emulator.SignInAsync(Maria));
        request.Headers.Add("X-Long", new string('x', 32 * 1024));

        using var answer = await emulator.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_start_page_lists_the_people_and_the_applications()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        var page = await emulator.Http.GetStringAsync(new Uri("/", UriKind.Relative), Ct);

        Assert.All(emulator.Directory.Users, user => Assert.Contains(user.UserName, page, StringComparison.Ordinal));
        Assert.Contains(Portal.Emulator.Client.Demo.Id, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Portal.Emulator.Client.Demo.Secrets[0], page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_closes_the_account_at_once()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var maria = emulator.Directory.UserBy(Maria)!;

        emulator.Directory.Replace(maria with { Roles = [new Role(Role.SuperAdmin, 260002)] });

        Assert.False(emulator.Directory.CanReach(maria, 260001, 181000001));
        Assert.True(emulator.Directory.CanReach(maria, 260002, 181000004));
    }

    [Fact]
    public async Task An_account_is_reached_through_the_customer_it_is_linked_to()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var anna = emulator.Directory.UserBy("anna@contoso.example")!;

        Assert.True(emulator.Directory.CanReach(anna, 250003, 444111));
        Assert.True(emulator.Directory.CanReach(anna, 250001, 180000008));
        Assert.False(emulator.Directory.CanReach(anna, 250004, 444111));
        Assert.False(emulator.Directory.CanReach(anna, 250006, 180000001));
    }
}
