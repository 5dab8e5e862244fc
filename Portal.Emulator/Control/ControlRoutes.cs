using System.Globalization;
using Portal.Emulator.OAuth;
using Portal.Emulator.Pages;
using Portal.Emulator.Traffic;

namespace Portal.Emulator.Control;

/// <summary>The control API. It is not there at all unless the options enable it.</summary>
internal static class ControlRoutes
{
    public static void MapControl(this IEndpointRouteBuilder routes, ControlOptions options)
    {
        if (!options.Enabled)
        {
            return;
        }

        var group = routes.MapGroup(Answering.Home).AddEndpointFilter(Answering.OnlyFromHereAsync);
        if (options.Port is { } port)
        {
            group.RequireHost(string.Create(CultureInfo.InvariantCulture, $"*:{port}"));
        }

        group.MapClock();
        group.MapFaults();
        group.MapUsers();
        group.MapRequests();
        group.MapAccounts();
        group.MapBulkControls();
        group.MapPost("/reset", (Reset reset, HttpRequest request) =>
        {
            reset.Run();
            return request.Done();
        });
        group.MapGet("/", (HttpContext context, PageWriter pages, EmulatorClock clock, Faults faults, Directory directory, Grants grants) =>
            pages.WriteAsync<Controls>(context, new() { ["Clock"] = clock, ["Faults"] = faults, ["Directory"] = directory, ["Grants"] = grants }));
    }
}
