using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>A campaign and the way to it, ready to be changed.</summary>
public sealed record ChangeableCampaign(Campaign Campaign, AdsAccount Account)
{
    public WantedChange Want(CampaignChange change, string verb, string sentence) => new(Campaign, Account.Access, change, verb, sentence);
}

/// <summary>What became of one campaign of several.</summary>
public sealed record ChangedCampaign(string Name, AuditOutcome Outcome, string Sentence, string? TrackingId);

/// <summary>Loads campaigns, asks the domain for each, and has Microsoft do what it allowed.</summary>
public sealed class CampaignChanges(PortalDb db, ChangeCampaigns change, CurrentMember member)
{
    public async Task<ChangeableCampaign?> FindAsync(CampaignKey key, CancellationToken ct)
    {
        var campaign = await db.Campaigns.FirstOrDefaultAsync(row => row.AccountId == key.AccountId && row.CampaignId == key.CampaignId, ct);
        var account = await db.AdsAccounts.AsNoTracking().FirstOrDefaultAsync(row => row.AccountId == key.AccountId && row.IsChosen, ct);
        return campaign is null || account is null ? null : new(campaign, account);
    }

    public Task<IReadOnlyList<ChangeOutcome>> ApplyAsync(IReadOnlyList<WantedChange> wanted, CancellationToken ct) => change.ApplyAsync(wanted, member.Actor, ct);

    /// <summary>Pauses or enables each; those that the domain refuses are never sent.</summary>
    public async Task<IReadOnlyList<ChangedCampaign>> SwitchAsync(IReadOnlyList<CampaignKey> keys, bool pause, CancellationToken ct)
    {
        var wanted = new List<WantedChange>();
        var refused = new List<ChangedCampaign>();
        foreach (var key in keys.Distinct())
        {
            if (await FindAsync(key, ct) is not { } found)
            {
                refused.Add(new($"Campaign {key.CampaignId}", AuditOutcome.Refused, "It is not among the campaigns of the chosen accounts.", null));
                continue;
            }

            var decided = pause ? found.Campaign.Pause() : found.Campaign.Enable();
            if (decided.IsRefused)
            {
                refused.Add(new(found.Campaign.Name, AuditOutcome.Refused, decided.Refusal.Sentence, null));
            }
            else
            {
                var verb = pause ? "Paused" : "Enabled";
                wanted.Add(found.Want(decided.Value, verb, $"{verb} {found.Campaign.Name}."));
            }
        }

        var outcomes = await ApplyAsync(wanted, ct);
        return [.. outcomes.Select(outcome => new ChangedCampaign(outcome.Campaign.Name, outcome.Outcome, outcome.Sentence, outcome.TrackingId)), .. refused];
    }
}
