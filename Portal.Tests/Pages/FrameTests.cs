using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Security;

namespace Portal.Tests.Pages;

/// <summary>The pages that stand outside every feature, run with nothing but what they need themselves.</summary>
public sealed class FrameTests : IAsyncLifetime
{
    private readonly WebApplication app = Build();

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("/nowhere", 404, "There is nothing here")]
    [InlineData("/refused", 403, "You may not do that")]
    [InlineData("/down", 503, "We are not available right now")]
    [InlineData("/fails", 500, "That went wrong on our side")]
    public async Task A_failure_keeps_its_status_and_is_said_in_words_with_an_id_to_quote(string path, int status, string heading)
    {
        var (response, page) = await OpenAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.NotEqual("", page.QuerySelector("dl code")!.TextContent);
        Assert.DoesNotContain("secret of the fault", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_page_called_by_name_is_no_success()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync("/error")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync("/error/200")).Response.StatusCode);
    }

    [Fact]
    public async Task The_theme_is_written_into_the_page_by_the_server()
    {
        Assert.Equal("system", await ThemeAsync(null));
        Assert.Equal("dark", await ThemeAsync("theme=dark"));
        Assert.Equal("system", await ThemeAsync("theme=\"><script>"));
    }

    [Theory]
    [InlineData("dark", "/northwind/campaigns?page=2", "/northwind/campaigns?page=2", true)]
    [InlineData("light", "//evil.example/", "/", true)]
    [InlineData("<script>", "https://evil.example/", "/", false)]
    public async Task The_switch_keeps_a_known_theme_and_leads_back_into_the_portal_only(string theme, string back, string to, bool kept)
    {
        var (response, page) = await OpenAsync("/nowhere");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["theme"] = theme,
            ["back"] = back,
            ["__RequestVerificationToken"] = page.QuerySelector("form[data-themes] input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        });
        using var post = new HttpRequestMessage(HttpMethod.Post, "/theme") { Content = form };
        post.Headers.Add("Cookie", string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));

        using var client = app.GetTestClient();
        var answer = await client.SendAsync(post, TestContext.Current.CancellationToken);

        Assert.Equal(to, answer.Headers.Location!.ToString());
        Assert.Equal(kept, answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("theme=" + theme, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_inline_stands_in_a_page()
    {
        var (_, page) = await OpenAsync("/nowhere");

        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onsubmit], [onload]"));
        Assert.All(page.QuerySelectorAll("script"), script => Assert.Equal("module", script.GetAttribute("type")));
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(Shell).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.WebHost.UseTestServer();
        builder.Services.AddRazorPages();
        builder.Services.AddScoped<Shell>();
        builder.Services.AddScoped<HtmlRenderer>();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.MapGet("/refused", () => Microsoft.AspNetCore.Http.Results.StatusCode(403));
        app.MapGet("/down", () => Microsoft.AspNetCore.Http.Results.StatusCode(503));
        app.MapGet("/fails", string () => throw new InvalidOperationException("secret of the fault"));
        app.MapRazorPages();
        return app;
    }

    private async Task<string?> ThemeAsync(string? cookie) => (await OpenAsync("/nowhere", cookie)).Page.DocumentElement.GetAttribute("data-bs-theme");

    private async Task<(HttpResponseMessage Response, IDocument Page)> OpenAsync(string path, string? cookie = null)
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken));
    }
}
