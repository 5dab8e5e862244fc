using Portal.Components;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <param name="By">Who started it.</param>
/// <param name="Accounts">A few of them: those in trouble first, then those at work.</param>
/// <param name="Next">The first of the accounts that wait for a worker.</param>
public sealed record RunView(SyncRun Run, string? By, RunSum Sum, IReadOnlyList<AccountView> Accounts, LinePlace? Next, TimeSpan Elapsed)
{
    public bool IsRunning => Run.State == SyncRunState.Running;

    public string Why => (Run.Purpose, Run.Trigger) switch
    {
        (SyncPurpose.BackFill, _) => "back-fill of the years before",
        (SyncPurpose.ByHand, _) => $"days read again for {By ?? "a member"}",
        (_, SyncTrigger.FirstSync) => "first sync after accounts were chosen",
        (_, SyncTrigger.Reconnect) => "after a login was connected again",
        (_, SyncTrigger.Person) => $"started by {By ?? "a member"}",
        _ => "by schedule",
    };

    public int Percent => (int)(100 * Sum.Done);

    public string Text => $"{Say.Number(Sum.Ended)} of {Say.Count(Sum.Slices, "part")}";

    /// <summary>A back-fill gets its parts a few at a time; how long it takes, its own page says.</summary>
    public string Detail
    {
        get
        {
            var speed = RunSpeed.Of(Sum.Rows, Sum.Done, Elapsed);
            return string.Join(" · ", new[]
            {
                Next is { } next ? LineText.Of(next) : null,
                Say.Count(Sum.Rows, "row"),
                speed.RowsPerSecond is { } rate ? $"{Say.Number((decimal)rate, rate < 10 ? 1 : 0)} rows a second" : null,
                IsRunning && Run.Purpose != SyncPurpose.BackFill && speed.Left is { } left ? $"about {Say.Duration(left)} left" : null,
            }.OfType<string>());
        }
    }
}
