using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <summary>How far an account's part of a run is.</summary>
public sealed record AccountView(AdsId<AdsAccount> AccountId, string Name, int Percent, string Text, string Detail)
{
    /// <param name="active">Its slices at which something happens at the moment.</param>
    public static AccountView Of(AccountCounts counts, IReadOnlyList<SyncSlice> active, LinePlace? place, DateTimeOffset now)
    {
        var done = (counts.Ended + active.Sum(Fraction)) / Math.Max(1, counts.Slices);
        var text = $"{Say.Number(counts.Done)} of {Say.Count(counts.Slices, "part")}{(counts is { IsOver: true, Failed: > 0 } ? $", {Say.Number(counts.Failed)} failed" : "")}";
        return new(counts.AccountId, counts.Title, (int)(100 * done), text, DetailOf(counts, active, place, now));
    }

    /// <summary>How far a slice is as a rule, by its state alone.</summary>
    public static double Fraction(SliceState state) => state switch
    {
        SliceState.Storing => 0.5,
        SliceState.Submitted => 0.2,
        _ => 0,
    };

    private static double Fraction(SyncSlice slice) => slice is { State: SliceState.Storing, RowsTotal: > 0 }
        ? Math.Min(0.95, 0.3 + 0.65 * slice.RowsDone / (double)slice.RowsTotal)
        : Fraction(slice.State);

    private static string DetailOf(AccountCounts counts, IReadOnlyList<SyncSlice> active, LinePlace? place, DateTimeOffset now)
    {
        if (counts.IsOver)
        {
            return counts.Failed > 0 ? "stopped: see why among the parts" : $"complete, {Say.Count(counts.Rows, "row")}";
        }

        var at = active.FirstOrDefault(slice => slice.State == SliceState.Storing) ?? active.FirstOrDefault(slice => slice.State == SliceState.Submitted) ?? (active.Count > 0 ? active[0] : null);
        return at switch
        {
            null => place is null ? "waiting" : LineText.Of(place),
            { Failure: { } failure } => $"{SliceView.NameOf(at)}: {failure}",
            { State: SliceState.Storing } => $"{SliceView.NameOf(at)}: {Say.Number(at.RowsDone)}{(at.RowsTotal is { } total ? $" of {Say.Number(total)}" : "")} rows",
            { SubmittedAt: { } since } when place is not null => $"{SliceView.NameOf(at)}: asked of Microsoft {Say.Duration(now - since)} ago, {LineText.Of(place)}",
            { SubmittedAt: { } since } => $"{SliceView.NameOf(at)}: Microsoft is preparing the report, {Say.Duration(now - since)} so far",
            _ => $"{SliceView.NameOf(at)}: waiting",
        };
    }
}
