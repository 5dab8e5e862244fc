using System.Net;
using Portal.Emulator;

namespace Portal.Tests.Emulator;

public sealed class RefreshTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task Refreshing_and_reading_the_clock_at_once_never_block_each_other()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var tokens = await emulator.SignInAsync(Maria);
        var clocks = Task.Run(() => Parallel.For(0, 200_000, _ => emulator.Clock.GetUtcNow()), TestContext.Current.CancellationToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => emulator.RefreshAsync(tokens.Refresh!)))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await clocks.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Every_refresh_gives_a_new_token_and_the_old_ones_keep_working()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var first = await emulator.SignInAsync(Maria);

        using var second = await emulator.RefreshAsync(first.Refresh!);
        using var again = await emulator.RefreshAsync(first.Refresh!);

        var (tokens, others) = (await Tokens.FromAsync(second), await Tokens.FromAsync(again));
        Assert.Equal(3, new[] { first.Refresh, tokens.Refresh, others.Refresh }.Distinct().Count());
    }

    [Fact]
    public async Task With_the_switch_on_a_used_refresh_token_is_refused()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.RevokeOldOnUse = true);
        var first = await emulator.SignInAsync(Maria);
        using var second = await emulator.RefreshAsync(first.Refresh!);
        var newest = await Tokens.FromAsync(second);

        using var old = await emulator.RefreshAsync(first.Refresh!);
        using var current = await emulator.RefreshAsync(newest.Refresh!);

        await TokenTests.RefusedAsync(old, "invalid_grant", 50173);
        Assert.Equal(HttpStatusCode.OK, current.StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_lives_ninety_days_from_its_own_issue()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var first = await emulator.SignInAsync(Maria);
        emulator.Clock.Advance(TimeSpan.FromDays(89));
        using var refreshed = await emulator.RefreshAsync(first.Refresh!);
        var second = await Tokens.FromAsync(refreshed);
        emulator.Clock.Advance(TimeSpan.FromDays(1));

        using var old = await emulator.RefreshAsync(first.Refresh!);
        using var newer = await emulator.RefreshAsync(second.Refresh!);

        await TokenTests.RefusedAsync(old, "invalid_grant", 700082);
        Assert.Equal(HttpStatusCode.OK, newer.StatusCode);
    }

    [Fact]
    public async Task A_single_page_redirect_gives_a_day_that_refreshing_does_not_extend()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.Clients =
            [Client.Demo with { Redirects = [new Redirect { Uri = EmulatorFixture.Callback, Type = "spa" }] }]);
        var first = await emulator.SignInAsync(Maria);
        emulator.Clock.Advance(TimeSpan.FromHours(23));
        using var refreshed = await emulator.RefreshAsync(first.Refresh!);
        var second = await Tokens.FromAsync(refreshed);
        emulator.Clock.Advance(TimeSpan.FromHours(1));

        using var answer = await emulator.RefreshAsync(second.Refresh!);

        await TokenTests.RefusedAsync(answer, "invalid_grant", 700082);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        await using var emulator = await EmulatorFixture.StartAsync();

        var tokens = await emulator.SignInAsync(Maria, "https://ads.microsoft.com/msads.manage");

        Assert.Null(tokens.Refresh);
    }

    [Fact]
    public async Task A_refresh_token_of_another_application_is_refused()
    {
        await using var emulator = await EmulatorFixture.StartAsync(options => options.Clients = [Client.Demo, Client.Demo with { Id = "other" }]);
        var tokens = await emulator.SignInAsync(Maria);

        using var answer = await emulator.RefreshAsync(tokens.Refresh!, ("client_id", "other"));

        await TokenTests.RefusedAsync(answer, "invalid_grant", 70000);
    }

    [Fact]
    public async Task Taking_consent_back_ends_refreshing_for_that_user_only()
    {
        await using var emulator = await EmulatorFixture.StartAsync();
        var (maria, anna) = (await emulator.SignInAsync(Maria), await emulator.SignInAsync("anna@contoso.example"));

        emulator.Grants.Revoke(emulator.Directory.UserBy(Maria)!);

        using var revoked = await emulator.RefreshAsync(maria.Refresh!);
        using var other = await emulator.RefreshAsync(anna.Refresh!);
        await TokenTests.RefusedAsync(revoked, "invalid_grant", 50173);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }
}
