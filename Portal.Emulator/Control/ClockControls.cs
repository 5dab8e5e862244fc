using System.Globalization;

namespace Portal.Emulator.Control;

/// <summary>Reading and moving the clock.</summary>
internal static class ClockControls
{
    /// <summary>What the clock is told: a moment to go to, whether it stands still, or a step as <c>[days.]hh:mm:ss</c>.</summary>
    internal sealed record Order(DateTimeOffset? Now, bool? Frozen, string? By);

    public static void MapClock(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/clock", (EmulatorClock clock) => Results.Json(Read(clock)));
        routes.MapPut("/clock", (Order order, EmulatorClock clock, HttpRequest request) => Set(order, clock, request));
        routes.MapPost("/clock/advance", async (EmulatorClock clock, HttpRequest request) => Advance(await StepAsync(request), clock, request));
    }

    private static object Read(EmulatorClock clock) => new { Now = clock.GetUtcNow(), Frozen = clock.IsFrozen };

    private static IResult Set(Order order, EmulatorClock clock, HttpRequest request)
    {
        if (order.Now < clock.GetUtcNow())
        {
            return Answering.Refused("The clock does not go back. Reset the stand-in to return to the machine's time.");
        }

        if (order.Now is { } moment)
        {
            clock.Set(moment);
        }

        switch (order.Frozen)
        {
            case true:
                clock.Freeze();
                break;
            case false:
                clock.Thaw();
                break;
        }

        return request.Done(Read(clock));
    }

    private static async Task<string?> StepAsync(HttpRequest request) => request.HasFormContentType
        ? (await request.ReadFormAsync(request.HttpContext.RequestAborted))["by"]
        : (await request.ReadFromJsonAsync<Order>(request.HttpContext.RequestAborted))?.By;

    private static IResult Advance(string? by, EmulatorClock clock, HttpRequest request)
    {
        if (!TimeSpan.TryParse(by, CultureInfo.InvariantCulture, out var step) || step < TimeSpan.Zero)
        {
            return Answering.Refused("Say by how much, as hh:mm:ss or days.hh:mm:ss.");
        }

        clock.Advance(step);
        return request.Done(Read(clock));
    }
}
