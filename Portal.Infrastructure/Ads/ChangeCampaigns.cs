using System.Globalization;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Ads;

/// <summary>A change that a rule allowed, of a tracked campaign, and how the audit log will tell it.</summary>
/// <param name="Campaign">As loaded; its mirror follows Microsoft's answer.</param>
/// <param name="Access">The way to its account.</param>
/// <param name="Change">What shall differ.</param>
/// <param name="Verb">Past tense: <c>Paused</c>.</param>
/// <param name="Sentence">The whole as a person reads it.</param>
public sealed record WantedChange(Campaign Campaign, AccountAccess Access, CampaignChange Change, string Verb, string Sentence);

/// <summary>What became of one change, in words for the one who asked for it.</summary>
public sealed record ChangeOutcome(Campaign Campaign, AuditOutcome Outcome, string Sentence, string? TrackingId);

/// <summary>
/// Changes campaigns at Microsoft: the wish is in the audit log before the call goes out, the mirror follows the answer, and the log gets
/// the outcome. Once asked, Microsoft's answer is waited for even if the one who asked is gone.
/// </summary>
public sealed class ChangeCampaigns(PortalDb db, IAdsApi api, TimeProvider clock)
{
    public async Task<IReadOnlyList<ChangeOutcome>> ApplyAsync(IReadOnlyList<WantedChange> changes, Actor actor, CancellationToken ct)
    {
        var requests = changes.Select(wanted => (Wanted: wanted, Entry: Entry(wanted, actor))).ToList();
        db.AuditEntries.AddRange(requests.Select(request => request.Entry));
        changes.ToList().ForEach(wanted => wanted.Campaign.Edit(clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);

        var outcomes = new List<ChangeOutcome>(changes.Count);
        foreach (var account in requests.GroupBy(request => request.Wanted.Access))
        {
            outcomes.AddRange(await SendAsync(account.Key, [.. account]));
            await db.SaveChangesAsync(CancellationToken.None);
        }

        if (outcomes.Any(outcome => outcome.Outcome == AuditOutcome.Done))
        {
            await db.AdvanceDataVersionAsync(CancellationToken.None);
        }

        return outcomes;
    }

    private AuditEntry Entry(WantedChange wanted, Actor actor) => new(
        wanted.Campaign.TenantId, actor, nameof(Campaign), wanted.Campaign.CampaignId.ToString(), wanted.Verb, wanted.Sentence, clock.GetUtcNow(), AuditOutcome.Requested);

    private async Task<IEnumerable<ChangeOutcome>> SendAsync(AccountAccess access, IReadOnlyList<(WantedChange Wanted, AuditEntry Entry)> requests)
    {
        IReadOnlyList<ItemOutcome> answers;
        try
        {
            answers = await api.UpdateCampaignsAsync(access, [.. requests.Select(request => request.Wanted.Change)], CancellationToken.None);
        }
        catch (AdsApiException fault)
        {
            var outcome = fault.Fault is AdsFault.Refused or AdsFault.NoAccess ? AuditOutcome.Refused : AuditOutcome.Failed;
            return [.. requests.Select(request => Conclude(request.Wanted, request.Entry, outcome, Words(fault.Fault), fault.TrackingId))];
        }

        return [.. requests.Zip(answers, (request, answer) => answer.Accepted
            ? Accept(request.Wanted, request.Entry, answer)
            : Conclude(request.Wanted, request.Entry, AuditOutcome.Refused, answer.Reason ?? "Microsoft gave no reason.", answer.TrackingId))];
    }

    private ChangeOutcome Accept(WantedChange wanted, AuditEntry entry, ItemOutcome answer)
    {
        var (campaign, change) = (wanted.Campaign, wanted.Change);
        db.EntityChanges.AddRange(Differences(campaign, change).Select(field => new EntityChange
        {
            TenantId = campaign.TenantId,
            AccountId = campaign.AccountId,
            Kind = EntityKind.Campaign,
            EntityId = campaign.CampaignId.Value,
            ParentId = 0,
            At = clock.GetUtcNow(),
            Field = field.Field,
            Name = change.Name ?? campaign.Name,
            From = EntityChange.Shorten(field.From),
            To = EntityChange.Shorten(field.To),
            By = entry.ActorName,
        }));
        campaign.Edit(clock.GetUtcNow());
        campaign.Mirror(
            new(campaign.CampaignId, change.Name ?? campaign.Name, change.Status ?? campaign.Status, campaign.Type, change.DailyBudgetMicros ?? campaign.DailyBudgetMicros, campaign.BudgetType, campaign.SharedBudgetId, campaign.BidStrategy),
            clock.GetUtcNow());
        entry.Conclude(AuditOutcome.Done, null, answer.TrackingId);
        return new(campaign, AuditOutcome.Done, wanted.Sentence, answer.TrackingId);
    }

    /// <summary>In the words in which a file's changes are told.</summary>
    private static IEnumerable<(string Field, string? From, string? To)> Differences(Campaign campaign, CampaignChange change)
    {
        (string, string?, string?)[] fields =
        [
            ("Name", campaign.Name, change.Name),
            ("Status", campaign.Status, change.Status),
            ("Daily budget", campaign.DailyBudgetMicros?.ToString(CultureInfo.InvariantCulture), change.DailyBudgetMicros?.ToString(CultureInfo.InvariantCulture)),
        ];
        return fields.Where(field => field.Item3 is not null && field.Item2 != field.Item3);
    }

    private static ChangeOutcome Conclude(WantedChange wanted, AuditEntry entry, AuditOutcome outcome, string sentence, string? trackingId)
    {
        entry.Conclude(outcome, sentence, trackingId);
        return new(wanted.Campaign, outcome, sentence, trackingId);
    }

    private static string Words(AdsFault fault) => fault switch
    {
        AdsFault.Throttled => "Microsoft takes no more changes for the moment. Nothing was changed; try again in a minute.",
        AdsFault.LoginRefused or AdsFault.NoToken => "Microsoft no longer accepts the login that reaches this account. Nothing was changed; reconnect it under Connections.",
        AdsFault.NoAccess => "The connected login may not change campaigns of this account. Nothing was changed.",
        AdsFault.Refused => "Microsoft refused the change as a whole. Nothing was changed.",
        _ => "Microsoft did not answer, so it is not known whether the change was made. The next sync shows it.",
    };
}
