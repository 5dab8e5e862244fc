using Portal.Components;
using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Pages.Tenant.Sync;

/// <summary>A part of a run, as its table shows it.</summary>
public sealed record SliceView(
    AdsId<AdsAccount> AccountId,
    string Account,
    string Name,
    SliceState State,
    long Rows,
    int Added,
    int Changed,
    int Removed,
    int Attempts,
    bool IsEmpty,
    string? Failure,
    string? TrackingId,
    DateTimeOffset? NextAt)
{
    public static SliceView Of(SyncSlice slice, string? account) => new(
        slice.AccountId, account ?? $"Account {slice.AccountId}", NameOf(slice), slice.State, slice.RowsDone, slice.Added, slice.Changed, slice.Removed, slice.Attempts, slice.IsEmpty, slice.Failure, slice.TrackingId, slice.NextAt);

    public static string NameOf(SyncSlice slice) => slice.Period is { } period ? $"{NameOf(slice.Kind)}, {Say.Period(period)}" : NameOf(slice.Kind);

    public static string NameOf(SliceKind kind) => kind switch
    {
        SliceKind.Entities => "Campaigns and everything in them",
        SliceKind.Campaigns => "Campaigns and budgets",
        SliceKind.AdGroups => "Ad groups, ads and keywords",
        _ => kind.Report() is { } report ? NameOf(report) : StatusLook.Spaced(kind.ToString()),
    };

    public static string NameOf(ReportKind report) => report switch
    {
        ReportKind.SearchTerm => "Search terms",
        ReportKind.Geography => "Places",
        ReportKind.Device => "Devices",
        ReportKind.Audience => "Audiences",
        ReportKind.AssetGroup => "Asset groups",
        ReportKind.AccountHour => "Account performance by hour",
        ReportKind.CampaignHour => "Campaign performance by hour",
        ReportKind.AccountShare => "Impression shares of the account",
        ReportKind.CampaignShare => "Impression shares of campaigns",
        ReportKind.AdGroupShare => "Impression shares of ad groups",
        ReportKind.Goal => "Conversions by goal",
        _ => $"{StatusLook.Spaced(report.ToString())} performance",
    };
}

/// <summary>Which parts of a run are shown, as the address says it.</summary>
public sealed record SliceFilter(SliceState? State, SliceKind? Kind, AdsId<AdsAccount>? Account)
{
    public bool IsSet => State is not null || Kind is not null || Account is not null;

    public IQueryable<SyncSlice> Of(IQueryable<SyncSlice> slices) => slices
        .Where(slice => Account == null || slice.AccountId == Account)
        .Where(slice => State == null || slice.State == State)
        .Where(slice => Kind == null || slice.Kind == Kind);
}
