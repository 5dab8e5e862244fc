using System.Collections.Immutable;
using Portal.Emulator.World.Extras;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.World.Campaigns;

/// <summary>What must be known of an account to make up what is in it. <paramref name="TimeZone"/> is the account enum's name.</summary>
public sealed record AccountNature(long Id, string Name, string CurrencyCode, string TimeZone, int Campaigns)
{
    /// <summary>Keywords of each search ad group; null is some, between 5 and 21.</summary>
    public int? KeywordsPerAdGroup { get; init; }

    internal int MostKeywordsPerAdGroup => Math.Max(KeywordsPerAdGroup ?? 0, 21);
}

/// <summary>
/// All campaigns of one account with what hangs on them: made from (seed, account id) at the first look, edited in place
/// afterwards. Writers hold <see cref="Gate"/>; lists are replaced, not changed, so readers need nothing.
/// </summary>
public sealed class AccountTree
{
    private readonly Dictionary<long, AdGroup> addedAdGroups = [];
    private Dictionary<long, int>? associations;

    public AccountTree(Dice worldDice, AccountNature nature)
    {
        Nature = nature;
        Dice = worldDice.With(nature.Id);
        Currency = Currency.Of(nature.CurrencyCode);
        MadeIn = Currency;
        Theme = Theme.Of(nature.Name, Dice);
        Budgets = CampaignMaker.Budgets(this);
        Campaigns = CampaignMaker.Campaigns(this);
        Extras = new(this);
    }

    public Lock Gate { get; } = new();

    /// <summary>Replaced when the account itself changes, its time zone for instance.</summary>
    public AccountNature Nature { get; internal set; }

    public Dice Dice { get; }

    public Currency Currency { get; private set; }

    /// <summary>The currency in which its numbers are made up, whatever the account is changed to.</summary>
    public Currency MadeIn { get; }

    public Theme Theme { get; }

    /// <summary>Deleted ones included: reports still know them.</summary>
    public ImmutableArray<Campaign> Campaigns { get; private set; }

    public ImmutableArray<SharedBudget> Budgets { get; private set; }

    public IReadOnlyList<Audience> Audiences => field ??= AudienceMaker.Audiences(this);

    public IReadOnlyList<Goal> Goals => field ??= Goal.Of(Nature.Id);

    public IReadOnlyList<Product> Products => field ??= Product.Of(this);

    /// <summary>Deleted ones, for who asks what changed.</summary>
    public ImmutableArray<SharedBudget> FormerBudgets { get; private set; } = [];

    /// <summary>Everything beside campaigns, ad groups, keywords and ads: labels, extensions, audiences, negative keywords.</summary>
    public ExtraBook Extras { get; }

    public Campaign? Campaign(long id)
    {
        var index = Ids.CampaignIndex(Nature.Id, id);
        var found = index >= 0 && index < Nature.Campaigns ? Campaigns[index] : Campaigns.FirstOrDefault(campaign => campaign.Id == id);
        return found is { IsDeleted: false } ? found : null;
    }

    public AdGroup? AdGroup(long id) => addedAdGroups.GetValueOrDefault(id) is { } added
        ? added is { IsDeleted: false, Campaign.IsDeleted: false } ? added : null
        : Campaign(Ids.CampaignOf(id))?.AdGroups.FirstOrDefault(adGroup => adGroup.Id == id && !adGroup.IsDeleted);

    /// <summary>The ad group of a keyword or an ad that is not deleted.</summary>
    internal AdGroup? AdGroupOfChild(long childId)
    {
        var (campaignId, index) = Ids.ParentOf(childId);
        var candidates = childId < Ids.FirstAddedChild
            ? Campaign(campaignId)?.AdGroups.Where(adGroup => adGroup.Index == index) ?? []
            : Campaigns.Where(campaign => campaign is { IsDeleted: false, IsTouched: true }).SelectMany(campaign => campaign.AdGroups).Where(adGroup => adGroup.IsTouched);
        return candidates.FirstOrDefault(adGroup => !adGroup.IsDeleted
            && (adGroup.Keywords.Any(keyword => keyword.Id == childId && !keyword.IsDeleted) || adGroup.Ads.Any(ad => ad.Id == childId && !ad.IsDeleted)));
    }

    /// <summary>As <see cref="AdGroup"/>, for somebody who is going to change it or its children.</summary>
    internal AdGroup? KeptAdGroup(long id)
    {
        AdGroup(id)?.Campaign.Keep();
        var kept = AdGroup(id);
        kept?.Keep();
        return kept;
    }

    public SharedBudget? Budget(long id) => Budgets.FirstOrDefault(budget => budget.Id == id);

    public int AssociationCount(SharedBudget budget) => (associations ??= CountAssociations()).GetValueOrDefault(budget.Id);

    /// <summary>Whether it has more, of the campaigns that <paramref name="includes"/> takes. Counts only where there could be.</summary>
    internal bool HasMoreKeywordsThan(int most, Func<long, bool>? includes = null)
    {
        var left = (long)most;
        return Campaigns.Length * (long)Ids.AdGroupsPerCampaign * Nature.MostKeywordsPerAdGroup > most && Campaigns
            .Where(campaign => !campaign.IsDeleted && includes?.Invoke(campaign.Id) is not false)
            .SelectMany(campaign => campaign.AdGroups).Where(adGroup => !adGroup.IsDeleted)
            .Any(adGroup => (left -= adGroup.Keywords.Count(keyword => !keyword.IsDeleted)) < 0);
    }

    internal void Add(Campaign campaign)
    {
        Campaigns = Campaigns.Add(campaign);
        campaign.Keep();
        BudgetsChanged();
    }

    internal void Add(AdGroup adGroup)
    {
        adGroup.Campaign.Keep();
        adGroup.Campaign.Add(adGroup);
        addedAdGroups[adGroup.Id] = adGroup;
    }

    internal void Add(SharedBudget budget) => Budgets = Budgets.Add(budget);

    internal void Remove(SharedBudget budget)
    {
        Budgets = Budgets.Remove(budget);
        FormerBudgets = FormerBudgets.Add(budget);
    }

    /// <summary>Takes over what can change about the account itself: its time zone, and its currency for one with as many digits.</summary>
    internal void Follow(Account account)
    {
        if ((Nature.TimeZone, Nature.CurrencyCode) != (account.TimeZone, account.CurrencyCode))
        {
            Nature = Nature with { TimeZone = account.TimeZone, CurrencyCode = account.CurrencyCode };
            Currency = Currency.Of(account.CurrencyCode);
        }
    }

    /// <summary>What day it is in the account at <paramref name="now"/>.</summary>
    internal Moment At(DateTimeOffset now) => new(now, Zone.OfAccount(Nature.TimeZone).Today(now));

    /// <summary>To be told whenever a campaign joined or left a shared budget, or was deleted.</summary>
    internal void BudgetsChanged() => associations = null;

    private Dictionary<long, int> CountAssociations() => Campaigns
        .Where(campaign => campaign is { IsDeleted: false, Budget: not null })
        .CountBy(campaign => campaign.Budget!.Id).ToDictionary();
}
