using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Reporting;

/// <summary>An account in a report, with its time cut into periods as they looked when the report was asked for.</summary>
internal sealed record AccountPart(Account Account, Customer? Customer, AccountTree Tree, IReadOnlyList<Period> Periods)
{
    /// <summary>The account's as it is now: it may have changed since its campaigns were made.</summary>
    public Currency Currency { get; } = Currency.Of(Account.CurrencyCode);

    public Zone Zone { get; } = Zone.OfAccount(Account.TimeZone);

    /// <summary>What a campaign did in a piece of time, in the account's currency: all that is divided further down starts here.</summary>
    public Figures In(Campaign campaign, in Slice slice)
    {
        var until = Converted(CampaignDays.Of(campaign, slice.Until));
        return slice.From is { } from ? until.Since(Converted(CampaignDays.Of(campaign, from))) : until;
    }

    private Figures Converted(in Figures figures) =>
        Currency == Tree.MadeIn ? figures : figures.Times(Currency.SmallestPerDollar / Tree.MadeIn.SmallestPerDollar);
}

/// <summary>The statuses a report is limited to, by the filter's property; an absent one lets everything pass.</summary>
internal sealed record StatusFilter(
    IReadOnlySet<string>? Campaign, IReadOnlySet<string>? AdGroup, IReadOnlySet<string>? Keyword, IReadOnlySet<string>? Ad,
    IReadOnlySet<string>? AssetGroup);

/// <summary>A report request that passed all checks.</summary>
internal sealed record ReportPlan(ReportKind Kind, IReadOnlyList<Column> Columns, Scope Scope, IReadOnlyList<AccountPart> Accounts, ReportTime Time)
{
    public required string Name { get; init; }

    public required StatusFilter Statuses { get; init; }

    /// <summary>The filter in the words of the header.</summary>
    public string FilterWords { get; init; } = "";

    /// <summary>Devices to count, by their display names; null is all.</summary>
    public IReadOnlySet<string>? Devices { get; init; }

    public bool IsTabbed { get; init; }

    public bool HasHeader { get; init; } = true;

    public bool HasFooter { get; init; } = true;

    public bool HasColumnRow { get; init; } = true;

    public int? MaxRows { get; init; }

    public Func<Figures, long>? SortBy { get; init; }

    public bool SortsDown { get; init; }

    public bool ByDevice { get; } = Columns.Any(column => column.Name is "DeviceType" or "DeviceOS");

    public bool ByNetwork { get; } = Columns.Any(column => column.Name == "Network");

    public bool ByGoal { get; } = Columns.Any(column => column.Name is "Goal" or "GoalType" or "GoalId");

    public bool IsDivided => ByDevice || ByNetwork || ByGoal || Devices is not null;

    /// <summary>How fine the rows are.</summary>
    public Grain Grain { get; } = !Kind.IsAsFineAsItsColumns ? Kind.Grain
        : Columns.Any(column => column.Name.StartsWith("Keyword", StringComparison.Ordinal)) ? Grain.Keyword
        : Columns.Any(column => column.Name.StartsWith("AdGroup", StringComparison.Ordinal)) ? Grain.AdGroup
        : Columns.Any(column => column.Name.StartsWith("Campaign", StringComparison.Ordinal)) ? Grain.Campaign
        : Grain.Account;

    /// <summary>Performance Max has no ad groups and no ads: it is left out when they are asked for, unless a column makes plain what it is (performance-max-columns.md).</summary>
    private bool ShowsPerformanceMax { get; } = Kind.KnowsPerformanceMax
        && (!Columns.Any(column => column.Name is "AdGroupName" or "AdGroupId" or "AdGroupStatus" or "AdId" or "AdStatus")
            || Columns.Any(column => column.Name is "AssetGroupId" or "AssetGroupName" or "AssetGroupStatus" or "CampaignType"));

    public bool Includes(AccountPart account, Campaign campaign) =>
        (ShowsPerformanceMax || campaign.Type != "PerformanceMax")
        && (Scope.Accounts.Contains(account.Account.Id) || Scope.Campaigns.Contains(campaign.Id) || Scope.CampaignsOfAdGroups.Contains(campaign.Id))
        && Passes(Statuses.Campaign, campaign.Status);

    public bool Includes(AccountPart account, Campaign campaign, Leaf leaf) =>
        (Scope.Accounts.Contains(account.Account.Id) || Scope.Campaigns.Contains(campaign.Id) || (leaf.AdGroup is { } adGroup && Scope.AdGroups.Contains(adGroup.Id)))
        && (leaf.AdGroup is null || Passes(Statuses.AdGroup, leaf.AdGroup.Status))
        && (leaf.Keyword is null || Passes(Statuses.Keyword, leaf.Keyword.Status))
        && (leaf.Ad is null || Passes(Statuses.Ad, leaf.Ad.Status))
        && (leaf.AssetGroup is null || Passes(Statuses.AssetGroup, leaf.AssetGroup.Status));

    /// <summary>The rows in the order of the file.</summary>
    public IEnumerable<Row> Rows()
    {
        var rows = new RowSource(this).Rows();
        if (SortBy is not null)
        {
            // Sorting is the one thing that must hold all rows; only the keyword report offers it.
            var copies = rows.Select(row => row.Copy());
            rows = SortsDown ? copies.OrderByDescending(row => SortBy(row.Figures)) : copies.OrderBy(row => SortBy(row.Figures));
        }

        return MaxRows is { } most ? rows.Take(most) : rows;
    }

    private static bool Passes(IReadOnlySet<string>? wanted, string status) => wanted?.Contains(status) is null or true;
}

/// <summary>What a report is about: the union of the lists.</summary>
internal sealed record Scope(IReadOnlySet<long> Accounts, IReadOnlySet<long> Campaigns, IReadOnlySet<long> AdGroups, IReadOnlySet<long> CampaignsOfAdGroups);

/// <summary>The days of a report, in the zone that the request names, asked for at <paramref name="Now"/>.</summary>
internal sealed record ReportTime(Aggregation Aggregation, DateOnly First, DateOnly Last, Zone Zone, DateTimeOffset Now)
{
    /// <summary>The moment from which nothing of the range is missing any more, late conversions aside.</summary>
    public DateTimeOffset ClosesAt => Zone.Start(Last.AddDays(1)).AddHours(DayView.SettlingHours);
}
