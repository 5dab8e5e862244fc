using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Portal.Domain.Members;
using Portal.Emulator;
using Portal.Emulator.OAuth;
using Portal.Emulator.Traffic;
using Portal.Emulator.World.Campaigns;
using EmulatorDirectory = Portal.Emulator.World.Directory;

namespace Portal.Tests.Harness;

/// <summary>
/// The whole portal with the emulator as its outside; both share one clock. It runs as Staging, because Production refuses the emulator.
/// </summary>
public class MicrosoftApp : PortalApp
{
    private readonly WebApplication emulator;

    public MicrosoftApp() => emulator = EmulatorHost.Build(new EmulatorOptions { Urls = "http://127.0.0.1:0", ExpiresIn = 3600, FrozenAt = Clock.GetUtcNow() });

    public Faults Faults => emulator.Services.GetRequiredService<Faults>();

    /// <summary>The requests that reached Microsoft.</summary>
    public RequestLog Log => emulator.Services.GetRequiredService<RequestLog>();

    public Grants Grants => emulator.Services.GetRequiredService<Grants>();

    public EmulatorDirectory Directory => emulator.Services.GetRequiredService<EmulatorDirectory>();

    /// <summary>The campaigns at Microsoft, as they are now.</summary>
    public CampaignWorld Campaigns => emulator.Services.GetRequiredService<CampaignWorld>();

    /// <summary>The portal's time and the emulator's.</summary>
    public EmulatorClock SharedClock => emulator.Services.GetRequiredService<EmulatorClock>();

    /// <summary>What went to the token endpoint and came from it.</summary>
    public TokenTraffic Traffic { get; } = new();

    /// <summary>What the portal logged, from warnings on.</summary>
    internal LogCollector Logs { get; } = new();

    protected override TimeProvider Time => new SwiftClock(SharedClock);

    public override async ValueTask InitializeAsync()
    {
        await emulator.StartAsync();
        Settings["MicrosoftAds:Environment"] = "Emulator";
        Settings["MicrosoftAds:EmulatorUrl"] = emulator.Urls.First();
        await base.InitializeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment("Staging");
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(Logs));
        builder.ConfigureServices(services => services
            .ConfigureAll<HttpClientFactoryOptions>(client => client.HttpMessageHandlerBuilderActions.Add(chain => chain.AdditionalHandlers.Add(Traffic.Listen()))));
    }

    /// <summary>A member's browser that shows each redirect instead of following it.</summary>
    public async Task<Browser> SignedInAsync(Person person)
    {
        var browser = new Browser(Address, followRedirects: false);
        await browser.SignInAsync(person);
        return browser;
    }

    /// <summary>What Microsoft's pages do with the browser: <paramref name="authorize"/> is where the portal sent it, the answer where it goes back to.</summary>
    /// <param name="authorize">The authorize page, with all that the portal asked for.</param>
    /// <param name="parameter">What the person does there, such as <c>("__user", "maria@northwind.example")</c>.</param>
    public static async Task<string> AtMicrosoftAsync(Uri authorize, params (string Name, string Value)[] parameter)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var address = parameter.Aggregate(authorize.AbsoluteUri, (uri, one) => QueryHelpers.AddQueryString(uri, one.Name, one.Value));
        using var answer = await browser.GetAsync(new Uri(address));
        Assert.True(answer.Headers.Location is not null, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location.PathAndQuery;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await emulator.StopAsync();
        await emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
