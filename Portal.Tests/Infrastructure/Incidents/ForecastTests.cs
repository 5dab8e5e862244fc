using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Incidents;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Incidents;

public sealed class ForecastTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_sign_in_that_nobody_keeps_alive_is_foreseen_with_the_day_of_its_end()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync(Maria);
        var issued = stage.Clock.GetUtcNow();
        stage.Clock.Advance(TimeSpan.FromDays(13));
        Assert.Empty(await ReadAsync(stage));

        stage.Clock.Advance(TimeSpan.FromDays(2));

        var outlook = Assert.Single(await ReadAsync(stage));
        Assert.Equal((Maria, issued.AddDays(90)), (outlook.Subject, outlook.At));
    }

    [Fact]
    public async Task An_account_that_the_daily_look_no_longer_finds_is_foreseen_and_the_others_are_not()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await AddAsync(stage, connection, 999_999, role: 41);

        await LookAsync(stage);

        var outlook = Assert.Single(await ReadAsync(stage));
        Assert.Equal(("Account 999999", stage.Clock.GetUtcNow()), (outlook.Subject, outlook.At));
        Assert.Contains("no longer reaches this account", outlook.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_fails_does_not_keep_the_daily_look_from_the_others()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        await stage.ConnectAsync("anna@contoso.example");
        stage.Grants.Revoke(stage.User("anna@contoso.example"));
        stage.Clock.Advance(TimeSpan.FromHours(2));
        var connection = await stage.ConnectAsync(Maria);
        await AddAsync(stage, connection, 999_999, role: 41);

        await LookAsync(stage);

        Assert.Single(await ReadAsync(stage));
    }

    [Theory]
    [InlineData(41, 100, true)]
    [InlineData(100, 100, false)]
    [InlineData(16, 41, false)]
    public void Only_a_right_that_was_there_can_be_taken(int before, int after, bool isTaken)
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var account = new AdsAccount(default, default, Found(1, before), now);

        account.Refresh(default, Found(1, after), now.AddDays(1));
        account.Refresh(default, Found(1, after), now.AddDays(2));

        Assert.Equal(isTaken ? now.AddDays(1) : null, account.ReadOnlySince);
    }

    [Fact]
    public async Task A_right_that_was_taken_is_foreseen_until_it_is_given_back()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync(Maria);
        await AddAsync(stage, connection, 7, role: 41);
        await ChangeAsync(stage, account => account.Refresh(connection, Found(7, 100), stage.Clock.GetUtcNow()));
        Assert.Contains("may only read", Assert.Single(await ReadAsync(stage)).What, StringComparison.Ordinal);

        await ChangeAsync(stage, account => account.Refresh(connection, Found(7, 41), stage.Clock.GetUtcNow()));

        Assert.Empty(await ReadAsync(stage));
    }

    [Fact]
    public async Task An_idle_connection_is_renewed_within_the_week_although_its_access_token_lasts_a_month()
    {
        await using var stage = await MicrosoftStage.OpenAsync(options => options.ExpiresIn = 30 * 86_400);
        await stage.ConnectAsync(Maria);

        for (var day = 0; day < 120; day++)
        {
            stage.Clock.Advance(TimeSpan.FromDays(1));
            await stage.InTenantAsync(async services =>
            {
                await ActivatorUtilities.CreateInstance<RefreshConnections>(services).RunAsync(stage.Tenant.TenantId, CancellationToken.None);
                return true;
            });
            var grant = await stage.QueryAsync(db => db.Grants.AsNoTracking().SingleAsync());
            Assert.InRange(stage.Clock.GetUtcNow() - grant.IssuedAt, TimeSpan.Zero, TimeSpan.FromDays(7));
        }

        Assert.Equal(20, stage.Refreshes);
        Assert.Empty(await ReadAsync(stage));
    }

    private static Task<IReadOnlyList<Outlook>> ReadAsync(MicrosoftStage stage) =>
        stage.InTenantAsync(services => services.GetRequiredService<Forecast>().ReadAsync(CancellationToken.None));

    private static Task<bool> LookAsync(MicrosoftStage stage) => stage.InTenantAsync(async services =>
    {
        await ActivatorUtilities.CreateInstance<LookAtAccounts>(services).RunAsync(stage.Tenant.TenantId, CancellationToken.None);
        return true;
    });

    private static Task<int> AddAsync(MicrosoftStage stage, Id<Connection> connection, long id, int role) => stage.QueryAsync(async db =>
    {
        var account = new AdsAccount(stage.Tenant.TenantId, connection, Found(id, role), stage.Clock.GetUtcNow());
        account.Choose();
        db.AdsAccounts.Add(account);
        return await db.SaveChangesAsync();
    });

    private static Task<int> ChangeAsync(MicrosoftStage stage, Action<AdsAccount> change) => stage.QueryAsync(async db =>
    {
        change(await db.AdsAccounts.SingleAsync());
        return await db.SaveChangesAsync();
    });

    private static DiscoveredAccount Found(long id, int role) =>
        new(new(id), $"F{id}", $"Account {id}", new(9), "Customer", new(9), "EUR", "AmsterdamBerlinBernRomeStockholmVienna", "Active", null, role);
}
