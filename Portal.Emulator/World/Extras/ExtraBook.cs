using System.Collections.Immutable;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Extras;

/// <summary>
/// The extras of an account: made up anew at every look, with what somebody added, changed or deleted laid over them. Writers hold
/// the account's gate; readers need nothing.
/// </summary>
public sealed class ExtraBook(AccountTree tree)
{
    private ImmutableDictionary<long, ImmutableDictionary<ExtraKey, Extra>> edits = ImmutableDictionary<long, ImmutableDictionary<ExtraKey, Extra>>.Empty;
    private ImmutableHashSet<long> deleted = [];

    /// <summary>Labels, lists, extensions and audiences.</summary>
    public IEnumerable<Extra> OfAccount() => Laid(0, AccountExtras.Make(tree));

    public IEnumerable<Extra> Of(Campaign campaign) => Laid(campaign.Id, CampaignExtras.Make(campaign));

    public IEnumerable<Extra> Of(AdGroup adGroup) => Laid(adGroup.Id, AdGroupExtras.Make(adGroup)).Where(extra => HasParent(extra, adGroup));

    /// <summary>What was edited since, with its owner; what hangs on something deleted is not listed.</summary>
    internal IEnumerable<Extra> EditedSince(DateTimeOffset since) =>
        edits.Where(owner => IsAlive(owner.Key)).SelectMany(owner => owner.Value.Values).Where(extra => extra.Modified >= since && HasSubject(extra));

    internal Extra? Find(ExtraKey key, long ownerId) => OfOwner(ownerId).FirstOrDefault(extra => extra.Key == key && !extra.IsDeleted);

    internal void Put(Extra extra)
    {
        var mine = edits.GetValueOrDefault(extra.OwnerId, ImmutableDictionary<ExtraKey, Extra>.Empty);
        edits = edits.SetItem(extra.OwnerId, mine.SetItem(extra.Key, extra));
        if (extra.OwnerId == 0 && extra.ParentId is 0)
        {
            deleted = extra.IsDeleted ? deleted.Add(extra.Id) : deleted.Remove(extra.Id);
        }
    }

    internal IEnumerable<Extra> OfOwner(long ownerId) => ownerId == 0 ? OfAccount()
        : tree.Campaign(ownerId) is { } campaign ? Of(campaign)
        : tree.AdGroup(ownerId) is { } adGroup ? Of(adGroup)
        : [];

    private IEnumerable<Extra> Laid(long ownerId, IEnumerable<Extra> made)
    {
        var mine = edits.GetValueOrDefault(ownerId, ImmutableDictionary<ExtraKey, Extra>.Empty);
        var left = mine;
        foreach (var extra in made)
        {
            left = left.Remove(extra.Key);
            var current = mine.GetValueOrDefault(extra.Key, extra);
            if (HasSubject(current))
            {
                yield return current;
            }
        }

        foreach (var extra in left.Values.Where(HasSubject))
        {
            yield return extra;
        }
    }

    private bool IsAlive(long ownerId) => ownerId == 0 || tree.Campaign(ownerId) is not null || tree.AdGroup(ownerId) is not null;

    /// <summary>Whether what it associates is still there: the label, list, extension or audience.</summary>
    private bool HasSubject(Extra extra) => deleted.IsEmpty
        || (extra.OwnerId == 0 && extra.ParentId == 0)
        || !(deleted.Contains(extra.Id) || deleted.Contains(extra.ParentId)
            || (extra.Values.TryGetValue("Audience Id", out var audience) && deleted.Contains(long.Parse(audience, System.Globalization.CultureInfo.InvariantCulture))));

    private static bool HasParent(Extra extra, AdGroup adGroup) => extra.Type switch
    {
        "Keyword Label" => adGroup.Keywords.Any(keyword => keyword.Id == extra.ParentId && !keyword.IsDeleted),
        "Responsive Search Ad Label" => adGroup.Ads.Any(ad => ad.Id == extra.ParentId && !ad.IsDeleted),
        _ => true,
    };
}
