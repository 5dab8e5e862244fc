namespace Portal.Emulator.Pages;

/// <summary>The start page, and the stylesheet and script of every page.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.ServiceProvider.GetRequiredService<PageWriter>();
        routes.MapGet("/", (HttpContext context, Directory directory, EmulatorOptions options, EmulatorClock clock) =>
            pages.WriteAsync<Start>(context, new()
            {
                ["Directory"] = directory,
                ["Options"] = options,
                ["Now"] = clock.GetUtcNow(),
                ["Control"] = options.Control.Port is { } port ? $"http://{context.Request.Host.Host}:{port}" : "",
            }));
        routes.MapGet("/assets/emulator.css", context => PageWriter.WriteAssetAsync(context, "emulator.css", "text/css; charset=utf-8"));
        routes.MapGet("/assets/emulator.js", context => PageWriter.WriteAssetAsync(context, "emulator.js", "text/javascript; charset=utf-8"));
    }
}
