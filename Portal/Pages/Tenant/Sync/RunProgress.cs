using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Jobs;

namespace Portal.Pages.Tenant.Sync;

/// <summary>
/// How far a run is, account by account, as the page and the live events say it. The database counts the slices; read are only those at
/// which something happens at the moment.
/// </summary>
public sealed class RunProgress(PortalDb db, LinePlaces line, SyncSlots slots, TimeProvider clock)
{
    public async Task<RunView?> FindAsync(Id<SyncRun> id, CancellationToken ct)
    {
        var run = await db.SyncRuns.AsNoTracking()
            .Where(run => run.Id == id)
            .Select(run => new { run.Id, run.State, run.Trigger, run.Purpose, run.StartedAt, run.EndedAt, By = db.Users.Where(user => user.Id == run.StartedBy).Select(user => user.DisplayName).FirstOrDefault() })
            .FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return null;
        }

        var names = await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).ToDictionaryAsync(account => account.AccountId, account => account.Name, ct);
        var active = (await ActiveAsync(id, ct)).ToLookup(slice => slice.AccountId);
        var places = run.State == SyncRunState.Running ? await line.ReadAsync(slots.Count, ct) : new Dictionary<AdsId<AdsAccount>, LinePlace>();
        var accounts = (await CountAsync(id, ct))
            .Select(counts => Describe(counts, names.GetValueOrDefault(counts.AccountId) ?? $"Account {counts.AccountId}", [.. active[counts.AccountId]], places.GetValueOrDefault(counts.AccountId)))
            .OrderByDescending(account => account.Failed > 0).ThenBy(account => account.Done + account.Failed == account.Slices).ThenBy(account => account.Name, StringComparer.CurrentCultureIgnoreCase)
            .ToList();
        return new(run.Id, run.State, run.Trigger, run.Purpose, run.By, run.StartedAt, run.EndedAt, accounts, (run.EndedAt ?? clock.GetUtcNow()) - run.StartedAt);
    }

    private Task<List<Counts>> CountAsync(Id<SyncRun> id, CancellationToken ct) => db.SyncSlices.AsNoTracking()
        .Where(slice => slice.RunId == id)
        .GroupBy(slice => slice.AccountId)
        .Select(slices => new Counts(
            slices.Key,
            slices.Count(),
            slices.Sum(slice => slice.State == SliceState.Done ? 1 : 0),
            slices.Sum(slice => slice.State == SliceState.Failed ? 1 : 0),
            slices.Sum(slice => slice.RowsDone)))
        .ToListAsync(ct);

    private Task<List<SyncSlice>> ActiveAsync(Id<SyncRun> id, CancellationToken ct) => db.SyncSlices.AsNoTracking()
        .Where(slice => slice.RunId == id && slice.EndedAt == null && (slice.State != SliceState.Waiting || slice.Failure != null))
        .OrderBy(slice => slice.Id)
        .ToListAsync(ct);

    private AccountView Describe(Counts counts, string name, IReadOnlyList<SyncSlice> active, LinePlace? place)
    {
        var ended = counts.Done + counts.Failed;
        var done = (ended + active.Sum(Fraction)) / Math.Max(1, counts.Slices);
        var text = counts.Failed > 0 && ended == counts.Slices
            ? $"{Say.Number(counts.Done)} of {Say.Count(counts.Slices, "part")}, {Say.Number(counts.Failed)} failed"
            : $"{Say.Number(counts.Done)} of {Say.Count(counts.Slices, "part")}";
        return new(counts.AccountId, name, counts.Slices, counts.Done, counts.Failed, counts.Rows, done, text, Detail(counts, active, place), ended == counts.Slices ? null : place);
    }

    private static double Fraction(SyncSlice slice) => slice switch
    {
        { State: SliceState.Storing, RowsTotal: > 0 } => Math.Min(0.95, 0.3 + 0.65 * slice.RowsDone / (double)slice.RowsTotal),
        { State: SliceState.Storing } => 0.5,
        { State: SliceState.Submitted } => 0.2,
        _ => 0,
    };

    private string Detail(Counts counts, IReadOnlyList<SyncSlice> active, LinePlace? place)
    {
        if (counts.Done + counts.Failed == counts.Slices)
        {
            return counts.Failed > 0 ? "stopped: see why among the parts" : $"complete, {Say.Count(counts.Rows, "row")}";
        }

        var at = active.FirstOrDefault(slice => slice.State == SliceState.Storing) ?? active.FirstOrDefault(slice => slice.State == SliceState.Submitted) ?? (active.Count > 0 ? active[0] : null);
        return at switch
        {
            null => place is null ? "waiting" : LineText.Of(place),
            { Failure: { } failure } => $"{SliceView.NameOf(at)}: {failure}",
            { State: SliceState.Storing } => $"{SliceView.NameOf(at)}: {Say.Number(at.RowsDone)}{(at.RowsTotal is { } total ? $" of {Say.Number(total)}" : "")} rows",
            { SubmittedAt: { } since } when place is not null => $"{SliceView.NameOf(at)}: asked of Microsoft {Say.Duration(clock.GetUtcNow() - since)} ago, {LineText.Of(place)}",
            { SubmittedAt: { } since } => $"{SliceView.NameOf(at)}: Microsoft is preparing the report, {Say.Duration(clock.GetUtcNow() - since)} so far",
            _ => $"{SliceView.NameOf(at)}: waiting",
        };
    }

    private sealed record Counts(AdsId<AdsAccount> AccountId, int Slices, int Done, int Failed, long Rows);
}

/// <param name="Accounts">Those in trouble first, then those at work.</param>
public sealed record RunView(
    Id<SyncRun> Id,
    SyncRunState State,
    SyncTrigger Trigger,
    SyncPurpose Purpose,
    string? By,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<AccountView> Accounts,
    TimeSpan Elapsed)
{
    public string Why => (Purpose, Trigger) switch
    {
        (SyncPurpose.BackFill, _) => "back-fill of the years before",
        (SyncPurpose.ByHand, _) => $"days read again for {By ?? "a member"}",
        (_, SyncTrigger.FirstSync) => "first sync after accounts were chosen",
        (_, SyncTrigger.Reconnect) => "after a login was connected again",
        (_, SyncTrigger.Person) => $"started by {By ?? "a member"}",
        _ => "by schedule",
    };

    public int Slices => Accounts.Sum(account => account.Slices);

    public int Ended => Accounts.Sum(account => account.Done + account.Failed);

    public int Percent => (int)(100 * Done);

    public string Text => $"{Say.Number(Ended)} of {Say.Count(Slices, "part")}";

    /// <summary>A back-fill gets its parts a few at a time; how long it takes, its own page says.</summary>
    public string Detail
    {
        get
        {
            var rows = Accounts.Sum(account => account.Rows);
            var speed = RunSpeed.Of(rows, Done, Elapsed);
            return string.Join(" · ", new[]
            {
                Accounts.Select(account => account.Place).OfType<LinePlace>().MinBy(place => place.Number) is { } next ? LineText.Of(next) : null,
                Say.Count(rows, "row"),
                speed.RowsPerSecond is { } rate ? $"{Say.Number((decimal)rate, rate < 10 ? 1 : 0)} rows a second" : null,
                State == SyncRunState.Running && Purpose != SyncPurpose.BackFill && speed.Left is { } left ? $"about {Say.Duration(left)} left" : null,
            }.OfType<string>());
        }
    }

    private double Done => Accounts.Sum(account => account.Fraction * account.Slices) / Math.Max(1, Slices);
}

public sealed record AccountView(AdsId<AdsAccount> AccountId, string Name, int Slices, int Done, int Failed, long Rows, double Fraction, string Text, string Detail, LinePlace? Place)
{
    public int Percent => (int)(100 * Fraction);
}
