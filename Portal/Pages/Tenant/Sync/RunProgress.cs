using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Sync;

/// <summary>How far a run is, account by account, as the page and the live events say it.</summary>
public sealed class RunProgress(PortalDb db, TimeProvider clock)
{
    public async Task<RunView?> FindAsync(Id<SyncRun> id, CancellationToken ct)
    {
        var run = await db.SyncRuns.AsNoTracking()
            .Where(run => run.Id == id)
            .Select(run => new { run.Id, run.State, run.Trigger, run.StartedAt, run.EndedAt, By = db.Users.Where(user => user.Id == run.StartedBy).Select(user => user.DisplayName).FirstOrDefault() })
            .FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return null;
        }

        var names = await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).ToDictionaryAsync(account => account.AccountId, account => account.Name, ct);
        var slices = await db.SyncSlices.AsNoTracking().Where(slice => slice.RunId == id).ToListAsync(ct);
        var accounts = slices
            .GroupBy(slice => slice.AccountId)
            .Select(group => Describe(group.Key, names.GetValueOrDefault(group.Key) ?? $"Account {group.Key}", [.. group.OrderBy(slice => slice.Kind).ThenByDescending(slice => slice.To)]))
            .OrderBy(account => account.Name, StringComparer.CurrentCultureIgnoreCase)
            .ToList();
        return new RunView(run.Id, run.State, run.Trigger, run.By, run.StartedAt, run.EndedAt, accounts);
    }

    private AccountView Describe(AdsId<AdsAccount> account, string name, IReadOnlyList<SyncSlice> slices)
    {
        var done = slices.Count(slice => slice.State == SliceState.Done);
        var failed = slices.Count(slice => slice.State == SliceState.Failed);
        var percent = (int)(100 * slices.Sum(Fraction) / Math.Max(1, slices.Count));
        var text = failed > 0 && done + failed == slices.Count
            ? $"{done} of {slices.Count} parts, {failed} failed"
            : $"{done} of {slices.Count} parts";
        return new AccountView(account, name, percent, text, Detail(slices), [.. slices.Select(SliceView.Of)]);
    }

    private static double Fraction(SyncSlice slice) => slice switch
    {
        { IsEnded: true } => 1,
        { State: SliceState.Storing, RowsTotal: > 0 } => Math.Min(0.95, 0.3 + 0.65 * slice.RowsDone / (double)slice.RowsTotal),
        { State: SliceState.Storing } => 0.5,
        { State: SliceState.Submitted } => 0.2,
        _ => 0,
    };

    private string Detail(IReadOnlyList<SyncSlice> slices)
    {
        if (slices.All(slice => slice.IsEnded))
        {
            return slices.Any(slice => slice.State == SliceState.Failed)
                ? "stopped: see why below"
                : $"complete, {Say.Count(slices.Sum(slice => slice.RowsDone), "row")}";
        }

        var at = slices.FirstOrDefault(slice => slice.State == SliceState.Storing)
            ?? slices.FirstOrDefault(slice => slice.State == SliceState.Submitted)
            ?? slices.First(slice => !slice.IsEnded);
        var what = SliceView.NameOf(at);
        return at switch
        {
            { Failure: { } failure } => $"{what}: {failure}",
            { State: SliceState.Storing } => $"{what}: {Say.Number(at.RowsDone)}{(at.RowsTotal is { } total ? $" of {Say.Number(total)}" : "")} {(at.Kind == SliceKind.AdGroups ? "campaigns" : "rows")}",
            { State: SliceState.Submitted, SubmittedAt: { } since } => $"{what}: Microsoft is preparing the report, {Say.Duration(clock.GetUtcNow() - since)} so far",
            _ => $"{what}: waiting",
        };
    }
}

public sealed record RunView(
    Id<SyncRun> Id,
    SyncRunState State,
    SyncTrigger Trigger,
    string? By,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<AccountView> Accounts)
{
    public string Why => Trigger switch
    {
        SyncTrigger.FirstSync => "first sync after accounts were chosen",
        SyncTrigger.Reconnect => "after a login was connected again",
        SyncTrigger.Person => $"started by {By ?? "a member"}",
        _ => "by schedule",
    };
}

public sealed record AccountView(AdsId<AdsAccount> AccountId, string Name, int Percent, string Text, string Detail, IReadOnlyList<SliceView> Slices);

public sealed record SliceView(string Name, SliceState State, long Rows, int Added, int Changed, int Removed, int Attempts, string? Failure, string? TrackingId, DateTimeOffset? NextAt)
{
    public static SliceView Of(SyncSlice slice) => new(
        NameOf(slice), slice.State, slice.RowsDone, slice.Added, slice.Changed, slice.Removed, slice.Attempts, slice.Failure, slice.TrackingId, slice.NextAt);

    public static string NameOf(SyncSlice slice)
    {
        var what = slice.Kind switch
        {
            SliceKind.Entities => "Campaigns and everything in them",
            SliceKind.Campaigns => "Campaigns and budgets",
            SliceKind.AdGroups => "Ad groups, ads and keywords",
            SliceKind.AccountReport => "Account performance",
            SliceKind.CampaignReport => "Campaign performance",
            SliceKind.AdGroupReport => "Ad group performance",
            _ => "Keyword performance",
        };
        return slice.Period is { } period ? $"{what}, {Say.Period(period)}" : what;
    }
}
