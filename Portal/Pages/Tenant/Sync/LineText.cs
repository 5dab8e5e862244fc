using Portal.Components;
using Portal.Infrastructure.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <summary>A place in the line of syncs in words.</summary>
public static class LineText
{
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(5);

    public static string Of(LinePlace place) => place switch
    {
        { Number: 1 } => "next in line",
        { Wait: var wait } when wait < WorthSaying => $"{Ordinal(place.Number)} in line, a few seconds",
        _ => $"{Ordinal(place.Number)} in line, about {Say.Duration(place.Wait)}",
    };

    public static string Ordinal(int number) => Say.Number(number) + ((number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });
}
