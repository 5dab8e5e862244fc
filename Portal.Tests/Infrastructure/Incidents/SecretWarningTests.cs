using Microsoft.Extensions.DependencyInjection;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Incidents;

public sealed class SecretWarningTests
{
    private const string Operator = "warned@portal.example";

    [Fact]
    public async Task Operators_are_warned_60_30_and_7_days_before_the_client_secret_ends_once_each()
    {
        await using var app = new PortalApp();
        app.Settings["MicrosoftAds:ClientSecretExpiresAt"] = app.Clock.GetUtcNow().AddDays(70).ToString("O", null);
        await app.InitializeAsync();
        await app.PersonAsync(Operator, "Warned", isOperator: true);
        var told = new List<int>();

        for (var day = 0; day < 75; day++)
        {
            await WatchAsync(app);
            await WatchAsync(app);
            told.Add((await app.MailsToAsync(Operator)).Count);
            app.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([10, 40, 63], Enumerable.Range(1, 3).Select(count => told.IndexOf(count)));
        Assert.Equal(3, told[^1]);
    }

    [Fact]
    public async Task Who_tells_the_portal_late_gets_one_warning_not_those_of_the_past()
    {
        await using var app = new PortalApp();
        app.Settings["MicrosoftAds:ClientSecretExpiresAt"] = app.Clock.GetUtcNow().AddDays(5).ToString("O", null);
        await app.InitializeAsync();
        await app.PersonAsync(Operator, "Warned", isOperator: true);

        await WatchAsync(app);

        Assert.Contains("client secret ends on 28 November 2026", Assert.Single(await app.MailsToAsync(Operator)).Subject, StringComparison.Ordinal);
    }

    private static async Task WatchAsync(PortalApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<WatchFleet>(scope.ServiceProvider).RunAsync(CancellationToken.None);
    }
}
