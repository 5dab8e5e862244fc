using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>Deletes what is stored of an account's reports. The marks go first: cut short, nothing counts as final that is no longer there.</summary>
public static class ErasedRows
{
    public static async Task EraseReportsAsync(this PortalDb db, AdsId<AdsAccount> account, CancellationToken ct)
    {
        await db.DayMarks.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.GoalDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AdGroupShares.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.CampaignShares.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AccountShares.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.CampaignHours.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AccountHours.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AssetGroupDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AudienceDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.DeviceDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.GeographyDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.SearchTermDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AdDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.KeywordDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AdGroupDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.CampaignDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AccountDays.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
    }
}
