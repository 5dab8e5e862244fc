using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Jobs;

/// <summary>Deletes what was synced through a disconnected login, account by account; cut short, it goes on where it stopped.</summary>
public sealed class EraseData(PortalDb db, TimeProvider clock)
{
    public async Task RunAsync(Id<Tenant> tenant, Id<Connection> connection, CancellationToken ct)
    {
        var login = await db.Connections.AsNoTracking().FirstAsync(row => row.Id == connection, ct);
        if (login.State != ConnectionState.Disconnected)
        {
            return;
        }

        foreach (var account in await db.AdsAccounts.Where(account => account.ConnectionId == connection && !account.IsChosen).Select(account => account.AccountId).ToListAsync(ct))
        {
            await EraseAsync(account, ct);
        }

        await EraseUnusedWordsAsync(ct);

        db.AuditEntries.Add(new AuditEntry(tenant, Actor.Portal, nameof(Connection), connection.ToString(), "DataDeleted", $"The data synced through {login.UserName} was deleted.", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await db.AdvanceDataVersionAsync(ct);
    }

    private async Task EraseAsync(AdsId<AdsAccount> account, CancellationToken ct)
    {
        await db.EraseReportsAsync(account, ct);
        await db.SumChecks.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.EntityChanges.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.EntitySyncs.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.RawRecords.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.EntityLinks.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.NegativeKeywords.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.NegativeLists.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AssetGroups.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.Audiences.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AdExtensions.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.Labels.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.Keywords.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.Ads.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AdGroups.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.Campaigns.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.SharedBudgets.Where(row => row.AccountId == account).ExecuteDeleteAsync(ct);
        await db.AdsAccounts.Where(row => row.AccountId == account && !row.IsChosen).ExecuteDeleteAsync(ct);
    }

    /// <summary>Texts are the tenant's, not an account's; those that no row names any more were only the erased accounts'.</summary>
    private async Task EraseUnusedWordsAsync(CancellationToken ct)
    {
        await db.SearchTerms.Where(term => !db.SearchTermDays.Select(day => day.TermId).Contains(term.TermId)).ExecuteDeleteAsync(ct);
        await db.Places.Where(place => !db.GeographyDays.Select(day => day.PlaceId).Contains(place.PlaceId)).ExecuteDeleteAsync(ct);
        await db.DeviceTypes.Where(device => !db.DeviceDays.Select(day => day.DeviceTypeId).Contains(device.DeviceTypeId)).ExecuteDeleteAsync(ct);
        await db.ReportedAudiences.Where(audience => !db.AudienceDays.Select(day => day.AudienceId).Contains(audience.AudienceId)).ExecuteDeleteAsync(ct);
        await db.ReportedAssetGroups.Where(group => !db.AssetGroupDays.Select(day => day.AssetGroupId).Contains(group.AssetGroupId)).ExecuteDeleteAsync(ct);
        await db.ReportedGoals.Where(goal => !db.GoalDays.Select(day => day.GoalId).Contains(goal.GoalId)).ExecuteDeleteAsync(ct);
    }
}
