using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Tenancy;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>A run's progress as server-sent events: once a second what changed, while it runs, then a word to load the page anew.</summary>
internal static class RunEvents
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public static void MapRunEvents(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet($"{{{Constants.TenantToken}}}/sync/run/{{id}}/events", async (Id<SyncRun> id, [FromQuery(Name = "account")] long[] accounts, RunProgress progress, TimeProvider clock, CancellationToken ct) =>
                await progress.FindAsync(id, [], ct) is null
                    ? Results.NotFound()
                    : TypedResults.ServerSentEvents(FollowAsync(id, [.. accounts.Take(RunProgress.Shown).Select(account => new AdsId<AdsAccount>(account))], progress, clock, ct)))
            .RequireAuthorization(Access.Viewer);
        routes
            .MapGet($"{{{Constants.TenantToken}}}/sync/back-fills/events", (int? page, BackFillProgress progress, TimeProvider clock, CancellationToken ct) =>
                (IResult)TypedResults.ServerSentEvents(FollowAsync(progress, page ?? 1, clock, ct)))
            .RequireAuthorization(Access.Viewer);
    }

    /// <summary>Where a page hears of its run and of the accounts that it shows.</summary>
    public static string? EventsOf(this IUrlHelper url, RunView view) =>
        view.IsRunning ? $"{url.Page("/Tenant/Sync/Run", new { id = view.Run.Id })}/events{QueryString.Create(view.Accounts.Select(account => KeyValuePair.Create("account", (string?)account.AccountId.ToString())))}" : null;

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(Id<SyncRun> id, IReadOnlyList<AdsId<AdsAccount>> accounts, RunProgress progress, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = new Dictionary<string, object>();
        while (await progress.FindAsync(id, accounts, ct) is { } run)
        {
            yield return Changed(told, Bindings(run));
            if (!run.IsRunning)
            {
                yield return new SseItem<string>("{}", "reload");
                yield break;
            }

            await Task.Delay(Between, clock, ct);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(BackFillProgress progress, int page, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = new Dictionary<string, object>();
        while (true)
        {
            var view = await progress.ReadAsync(page, ct);
            yield return Changed(told, view.Accounts.SelectMany(account => Line(account.AccountId.ToString(), account.Percent, account.Text, account.Detail)));
            if (!view.IsUnderWay)
            {
                yield return new SseItem<string>("{}", "reload");
                yield break;
            }

            await Task.Delay(Between * 3, clock, ct);
        }
    }

    private static IEnumerable<(string Name, object Value)> Bindings(RunView run) =>
        run.Accounts.SelectMany(account => Line(account.AccountId.ToString(), account.Percent, account.Text, account.Detail))
            .Concat(Line("run", run.Percent, run.Text, run.Detail));

    private static IEnumerable<(string Name, object Value)> Line(string name, int percent, string text, string detail) =>
        [($"{name}.value", percent), ($"{name}.text", text), ($"{name}.detail", detail)];

    /// <summary>Of the accounts a few move within a second.</summary>
    private static SseItem<string> Changed(Dictionary<string, object> told, IEnumerable<(string Name, object Value)> now)
    {
        var changed = now.Where(one => !told.TryGetValue(one.Name, out var before) || !before.Equals(one.Value)).ToDictionary(one => one.Name, one => one.Value);
        foreach (var (name, value) in changed)
        {
            told[name] = value;
        }

        return new SseItem<string>(JsonSerializer.Serialize(changed));
    }
}
