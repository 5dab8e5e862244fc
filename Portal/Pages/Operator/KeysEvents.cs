using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Security;

namespace Portal.Pages.Operator;

/// <summary>
/// A change of keys as server-sent events: a message while something moves, and a word to load the page anew when it looks otherwise.
/// After a minute in which nothing moved it ends.
/// </summary>
internal static class KeysEvents
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private const int Rest = 60;

    public static void MapKeysEvents(this IEndpointRouteBuilder routes) => routes
        .MapGet("/operator/keys/events", (string? look, KeysProgress progress, TimeProvider clock, CancellationToken ct) =>
            TypedResults.ServerSentEvents(FollowAsync(look, progress, clock, ct)))
        .RequireAuthorization(Access.Operator);

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(string? look, KeysProgress progress, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        var (said, rested) = ("", 0);
        while (rested < Rest)
        {
            var view = await progress.ReadAsync(ct);
            var message = JsonSerializer.Serialize(Bindings(view));
            rested = message == said ? rested + 1 : 0;
            if (rested == 0)
            {
                yield return new SseItem<string>(said = message);
            }

            if (view.Look != look)
            {
                yield return new SseItem<string>("{}", "reload");
                yield break;
            }

            await Task.Delay(Between, clock, ct);
        }

        yield return new SseItem<string>("{}", "done");
    }

    private static Dictionary<string, object> Bindings(KeysView view)
    {
        var values = new Dictionary<string, object>
        {
            ["wrapped.value"] = KeysView.Percent(view.WrappedByInUse, view.Keys.Count),
            ["wrapped.text"] = view.Wrapped,
            ["sealed.value"] = KeysView.Percent(view.SealedWithNewest, view.Newest.Count),
            ["sealed.text"] = view.Sealed,
            ["sealed.detail"] = view.ToSeal,
        };
        foreach (var key in view.Newest.Where(key => !key.IsComplete))
        {
            values[$"{key.TenantId}.value"] = KeysView.Percent(key.Resealed, key.Older);
            values[$"{key.TenantId}.text"] = KeysView.TextOf(key);
        }

        return values;
    }
}
