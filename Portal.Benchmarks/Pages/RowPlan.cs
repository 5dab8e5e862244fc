namespace Portal.Benchmarks.Pages;

/// <summary>Accounts that a tenant gets, and the days of each, up to yesterday. An ad group has ten keywords.</summary>
/// <param name="First">The number of the first account.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Campaigns">Of each account.</param>
/// <param name="Keywords">Of each account.</param>
/// <param name="Days">Of history.</param>
internal sealed record RowPlan(long First, int Accounts, int Campaigns, int Keywords, int Days)
{
    public const int KeywordsOfAdGroup = 10;

    /// <summary>A tenant grows as tenants do: by accounts, each larger than the first ones and with a longer history. Together 1, 10 and 50 million daily rows.</summary>
    public static IReadOnlyList<(int Millions, RowPlan Plan)> Growth { get; } =
    [
        (1, new(180_000_001, 10, 100, 899, 100)),
        (10, new(180_000_101, 10, 250, 2_249, 360)),
        (50, new(180_000_201, 20, 250, 2_249, 800)),
    ];

    /// <summary>10,000 rows.</summary>
    public static RowPlan OfNeighbour { get; } = new(190_000_001, 1, 20, 179, 50);

    public long KeywordDays => (long)Accounts * Keywords * Days;

    public long CampaignDays => (long)Accounts * Campaigns * Days;

    public long AccountDays => (long)Accounts * Days;
}
