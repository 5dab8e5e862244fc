namespace Portal.Emulator.World.Campaigns;

/// <summary>
/// Ids with as many digits as live ones: campaigns 9, ad groups 16, keywords and ads 14, budgets 13. The generated ones carry
/// their parent, so that a child is found without an index over all of them; what somebody adds gets an id above them.
/// </summary>
public static class Ids
{
    /// <summary>Also the practical maximum of campaigns in one account.</summary>
    public const int CampaignsPerAccount = 10_000;
    public const int ChildrenPerAdGroup = 500;
    /// <summary>The places of an ad group that are left to its keywords; ads take theirs from the other end.</summary>
    public const int MostMadeKeywords = 400;
    public const int AdGroupsPerCampaign = 100_000 / ChildrenPerAdGroup;
    public const long FirstAddedCampaign = 900_000_001;
    public const long FirstAddedAdGroup = 2_200_000_000_000_001;
    public const long FirstAddedChild = 90_000_000_000_001;
    public const long FirstAddedBudget = 8_000_000_000_001;
    public const long FirstAddedExtra = 6_900_000_001;
    private const long FirstCampaign = 100_000_000;
    private const long FirstChild = 10_000_000_000_000;
    private const long FirstAdGroup = 1_300_000_000_000_000;
    private const long AdGroupStep = 1_000_000;

    /// <summary>No two of the seeded account ids leave the same remainder by this number, so no two accounts share a campaign id.</summary>
    private static long Slot(long account) => account % 79_801;

    public static long Campaign(long account, int index) => FirstCampaign + Slot(account) * CampaignsPerAccount + index;

    public static int CampaignIndex(long account, long campaign) =>
        campaign - Campaign(account, 0) is var index and >= 0 and < CampaignsPerAccount ? (int)index : -1;

    public static long AdGroup(long campaign, int index) => FirstAdGroup + (campaign - FirstCampaign) * AdGroupStep + index * 7 + 1;

    /// <summary>The campaign of a generated ad group.</summary>
    public static long CampaignOf(long adGroup) => (adGroup - FirstAdGroup) / AdGroupStep + FirstCampaign;

    public static long Keyword(long campaign, int adGroupIndex, int index) => Child(campaign, adGroupIndex) + index;

    public static long Ad(long campaign, int adGroupIndex, int index) => Child(campaign, adGroupIndex) + ChildrenPerAdGroup - 1 - index;

    public static long AssetGroup(long campaign, int index) => FirstAdGroup + (campaign - FirstCampaign) * AdGroupStep + 500_000 + index;

    public static long Budget(long account, int index) => 7_500_000_000_000 + Slot(account) * 100 + index;

    /// <summary>Labels, lists, extensions, audiences.</summary>
    public static long Shared(long account, int index) => 6_000_000_000 + Slot(account) * 100 + index;

    /// <summary>Negative keywords and audience criteria: a thousand places for each campaign.</summary>
    public static long Negative(long campaign, int index) => 70_000_000_000_000 + (campaign - FirstCampaign) * 1_000 + index;

    public static long Goal(long account, int index) => 40_000_000 + Slot(account) * 20 + index;

    /// <summary>The campaign of a generated keyword or ad, and the place of its ad group.</summary>
    public static (long Campaign, int AdGroupIndex) ParentOf(long child) =>
        (FirstCampaign + (child - FirstChild) / 100_000, (int)((child - FirstChild) % 100_000 / ChildrenPerAdGroup));

    /// <summary>Of a campaign that the stand-in's own life adds: above what callers add, and the same in each run.</summary>
    public static long LivedCampaign(int number) => 950_000_000 + number;

    public static long LivedAdGroup(long account, int day, int place) => 3_000_000_000_000_000 + Lived(account, day, place);

    public static long LivedChild(long account, int day, int place, int index) => 91_000_000_000_000 + Lived(account, day, place) + index;

    private static long Lived(long account, int day, int place) => Slot(account) * 100_000_000 + (day % 10_000 * 100L + place) * 10;

    private static long Child(long campaign, int adGroupIndex) =>
        FirstChild + (campaign - FirstCampaign) * 100_000 + adGroupIndex * ChildrenPerAdGroup;
}
