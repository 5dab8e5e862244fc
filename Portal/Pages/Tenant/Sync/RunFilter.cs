using Portal.Domain.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <summary>Which runs are shown, as the address says it.</summary>
public sealed record RunFilter(SyncRunState? State, string? Why)
{
    /// <summary>The reasons by which runs can be looked for, and as they are written in the table.</summary>
    public static IReadOnlyList<(string Word, string Label)> Reasons { get; } =
    [
        ("schedule", "by schedule"),
        ("first", "first sync"),
        ("person", "by a member"),
        ("reconnect", "after reconnecting"),
        ("again", "read again"),
        ("back-fill", "back-fill"),
    ];

    public bool IsSet => State is not null || Why is not null;

    public static RunFilter Read(IQueryCollection query) => new(
        Enum.TryParse<SyncRunState>(query["state"], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        Reasons.Select(reason => reason.Word).FirstOrDefault(word => word == query["why"].ToString()));

    public static string LabelOf(SyncPurpose purpose, SyncTrigger trigger) => Reasons.First(reason => reason.Word == WordOf(purpose, trigger)).Label;

    public IQueryable<SyncRun> Of(IQueryable<SyncRun> runs)
    {
        runs = runs.Where(run => State == null || run.State == State);
        return Why switch
        {
            null => runs,
            "again" => runs.Where(run => run.Purpose == SyncPurpose.ByHand),
            "back-fill" => runs.Where(run => run.Purpose == SyncPurpose.BackFill),
            _ => OfTrigger(runs, Why switch { "first" => SyncTrigger.FirstSync, "person" => SyncTrigger.Person, "reconnect" => SyncTrigger.Reconnect, _ => SyncTrigger.Schedule }),
        };
    }

    private static IQueryable<SyncRun> OfTrigger(IQueryable<SyncRun> runs, SyncTrigger trigger) => runs.Where(run => run.Purpose == SyncPurpose.Current && run.Trigger == trigger);

    private static string WordOf(SyncPurpose purpose, SyncTrigger trigger) => (purpose, trigger) switch
    {
        (SyncPurpose.ByHand, _) => "again",
        (SyncPurpose.BackFill, _) => "back-fill",
        (_, SyncTrigger.FirstSync) => "first",
        (_, SyncTrigger.Person) => "person",
        (_, SyncTrigger.Reconnect) => "reconnect",
        _ => "schedule",
    };
}
