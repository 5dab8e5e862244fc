using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Emulator.Pages;

/// <summary>
/// Renders a page and sends it. Components are rendered one by one, without the component endpoints, because those would find
/// the pages of whichever host the stand-in runs in.
/// </summary>
internal sealed class PageWriter(IServiceProvider services, ILoggerFactory loggers)
{
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

    public async Task WriteAsync<T>(HttpContext context, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    public static async Task WriteAssetAsync(HttpContext context, string name, string contentType)
    {
        await using var asset = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The asset '{name}' is not part of the build.");
        context.Response.ContentType = contentType;
        await asset.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
