using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>A run's progress as server-sent events: one message a second while it runs, then a word to load the page anew.</summary>
internal static class RunEvents
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public static void MapRunEvents(this IEndpointRouteBuilder routes) => routes
        .MapGet($"{{{Constants.TenantToken}}}/sync/run/{{id}}/events", async (Id<SyncRun> id, RunProgress progress, TimeProvider clock, CancellationToken ct) =>
            await progress.FindAsync(id, ct) is null
                ? Results.NotFound()
                : TypedResults.ServerSentEvents(FollowAsync(id, progress, clock, ct)))
        .RequireAuthorization(Access.Viewer);

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(Id<SyncRun> id, RunProgress progress, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await progress.FindAsync(id, ct) is { } run)
        {
            yield return new SseItem<string>(JsonSerializer.Serialize(Bindings(run)));
            if (run.State != SyncRunState.Running)
            {
                yield return new SseItem<string>("{}", "reload");
                yield break;
            }

            await Task.Delay(Between, clock, ct);
        }
    }

    private static Dictionary<string, object> Bindings(RunView run)
    {
        var values = new Dictionary<string, object>();
        foreach (var account in run.Accounts)
        {
            values[$"{account.AccountId}.value"] = account.Percent;
            values[$"{account.AccountId}.text"] = account.Text;
            values[$"{account.AccountId}.detail"] = account.Detail;
        }

        return values;
    }
}
