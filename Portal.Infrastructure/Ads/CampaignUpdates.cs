using System.Diagnostics.CodeAnalysis;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Ads.Wire;
using Portal.Infrastructure.Connections;

namespace Portal.Infrastructure.Ads;

/// <summary>Sends changes of campaigns and says of each what became of it: HTTP 200 may hide that every item was refused.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class CampaignUpdates(AdsCalls calls)
{
    private const int MostPerCall = 100;

    private static readonly AdsOperation UpdateCampaigns = new(AdsService.CampaignManagement, nameof(UpdateCampaigns), HttpMethod.Put, "Campaigns");

    /// <summary>In calls of a hundred. A call that fails as a whole throws when nothing was changed yet; later ones become outcomes.</summary>
    public async Task<IReadOnlyList<ItemOutcome>> SendAsync(AccountAccess access, IReadOnlyList<CampaignChange> changes, CancellationToken ct)
    {
        var outcomes = new List<ItemOutcome>(changes.Count);
        foreach (var chunk in changes.Chunk(MostPerCall))
        {
            try
            {
                outcomes.AddRange(await SendOnceAsync(access, chunk, ct));
            }
            catch (AdsApiException fault) when (outcomes.Count > 0)
            {
                var left = changes.Count - outcomes.Count;
                var unsent = new ItemOutcome(false, fault.Code, "Microsoft did not confirm this change. The next sync shows whether it holds.", fault.TrackingId);
                return [.. outcomes, .. Enumerable.Repeat(unsent, left)];
            }
        }

        return outcomes;
    }

    private async Task<IEnumerable<ItemOutcome>> SendOnceAsync(AccountAccess access, CampaignChange[] changes, CancellationToken ct)
    {
        var body = new UpdateCampaignsBody(access.AccountId.Value, [.. changes.Select(change => new WireCampaignChange(
            change.CampaignId.Value, change.Status, change.Name, (decimal?)change.DailyBudgetMicros / Money.MicrosPerUnit))]);
        var answer = await calls.SendAsync<PartialErrorsAnswer>(UpdateCampaigns, access, body, ct);
        var errors = answer.Body.PartialErrors.Present().ToLookup(error => error.Index);
        return changes.Select((_, index) => errors[index].FirstOrDefault() is { } error
            ? new ItemOutcome(false, error.Code, Sentence(error), answer.TrackingId)
            : new ItemOutcome(true, 0, null, answer.TrackingId));
    }

    /// <summary>Numbers of https://learn.microsoft.com/advertising/guides/operation-error-codes; an unknown one speaks in Microsoft's words.</summary>
    private static string Sentence(WireError error) => error.Code switch
    {
        106 => "This login may not change campaigns of this account.",
        1008 => "The account is paused, closed or suspended at Microsoft Advertising, so nothing in it can be changed.",
        1010 => "Microsoft Advertising accepts no changes at the moment. Try again in a while.",
        1042 => "Microsoft Advertising's editorial rules do not allow this text.",
        1100 => "This campaign no longer exists at Microsoft Advertising.",
        1101 => "Microsoft Advertising does not accept this name.",
        1106 => "Microsoft Advertising does not accept this daily budget: it is below or above what the account's currency allows.",
        1107 => "The same campaign was changed twice at once.",
        1115 => "Another campaign of this account already has this name.",
        1120 => "Microsoft Advertising does not allow this status for the campaign.",
        1121 => "Microsoft Advertising does not allow this kind of budget for the campaign.",
        1159 => "This campaign spends from a shared budget, which is changed for all its campaigns at Microsoft Advertising.",
        _ => $"Microsoft Advertising refused this change: {error.Message ?? error.ErrorCode ?? "it gave no reason"}",
    };
}
