using Microsoft.Playwright;

namespace Portal.Tests.Chromium;

/// <summary>The Chromium that this machine has; null where it has none. Playwright's own download is not used.</summary>
public sealed class InstalledBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private InstalledBrowser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(_ => Names, System.IO.Path.Combine)
        .FirstOrDefault(File.Exists);

    /// <summary>Skips the test, with the reason, where there is no browser.</summary>
    public static async Task<InstalledBrowser> StartAsync()
    {
        Assert.SkipUnless(Path is not null, $"No browser is installed: none of {string.Join(", ", Names)} is on the PATH.");
        var playwright = await Playwright.CreateAsync();
        return new InstalledBrowser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Switches }));
    }

    public async Task<Tab> OpenAsync(string pictures, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        return new Tab(await context.NewPageAsync(), pictures);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
