using System.Net;

namespace Portal.Tests.Emulator;

public sealed class StateTests : IDisposable
{
    private const string Maria = "maria@northwind.example";

    private readonly string folder = Directory.CreateTempSubdirectory("portal-emulator-").FullName;

    private string DataPath => Path.Combine(folder, "emulator.json");

    [Fact]
    public async Task Grants_and_the_clock_survive_a_restart()
    {
        string code;
        Tokens tokens;
        await using (var before = await EmulatorFixture.StartAsync(options => options.DataPath = DataPath))
        {
            tokens = await before.SignInAsync(Maria);
            code = await before.CodeAsync(Maria);
            before.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await using var after = await EmulatorFixture.StartAsync(options => options.DataPath = DataPath);
        using var call = await after.CallAsync("/CustomerManagement/v13/User/Query", new { }, tokens);
        using var refreshed = await after.RefreshAsync(tokens.Refresh!);
        using var exchanged = await after.ExchangeAsync(code);

        Assert.Equal(EmulatorFixture.Start.AddMinutes(5), after.Clock.GetUtcNow());
        Assert.All([call, refreshed, exchanged], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task A_used_code_and_a_revoked_grant_stay_so_over_a_restart()
    {
        string code;
        Tokens tokens;
        await using (var before = await EmulatorFixture.StartAsync(options => options.DataPath = DataPath))
        {
            tokens = await before.SignInAsync("anna@contoso.example");
            before.Grants.Revoke(before.Directory.UserBy("anna@contoso.example")!);
            code = await before.CodeAsync(Maria);
            using var used = await before.ExchangeAsync(code);
        }

        await using var after = await EmulatorFixture.StartAsync(options => options.DataPath = DataPath);
        using var again = await after.ExchangeAsync(code);
        using var revoked = await after.RefreshAsync(tokens.Refresh!);

        Assert.Equal((54005, 50173), (await NumberAsync(again), await NumberAsync(revoked)));
    }

    [Fact]
    public async Task The_file_holds_no_token_that_could_be_used()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.DataPath = DataPath);
        var code = await emulator.CodeAsync(Maria);
        var tokens = await emulator.SignInAsync(Maria);

        var text = await File.ReadAllTextAsync(DataPath, TestContext.Current.CancellationToken);

        Assert.Contains(Maria, text, StringComparison.Ordinal);
        Assert.All([code, tokens.Access, tokens.Refresh!], secret => Assert.DoesNotContain(secret[20..40], text, StringComparison.Ordinal));
        Assert.Equal([DataPath], Directory.GetFiles(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<int> NumberAsync(HttpResponseMessage answer) =>
        (await EmulatorFixture.JsonAsync(answer))["error_codes"]![0]!.GetValue<int>();
}
