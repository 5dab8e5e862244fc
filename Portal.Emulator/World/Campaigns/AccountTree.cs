using System.Collections.Immutable;

namespace Portal.Emulator.World.Campaigns;

/// <summary>What must be known of an account to make up what is in it. <paramref name="TimeZone"/> is the account enum's name.</summary>
public sealed record AccountNature(long Id, string Name, string CurrencyCode, string TimeZone, int Campaigns);

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
    }

    public Lock Gate { get; } = new();

    public AccountNature Nature { get; }

    public Dice Dice { get; }

    public Currency Currency { get; }

    /// <summary>The currency in which its numbers are made up, whatever the account is changed to.</summary>
    public Currency MadeIn { get; }

    public Theme Theme { get; }

    /// <summary>Deleted ones included: reports still know them.</summary>
    public ImmutableArray<Campaign> Campaigns { get; private set; }

    public ImmutableArray<SharedBudget> Budgets { get; private set; }

    public IReadOnlyList<Audience> Audiences => field ??= AudienceMaker.Audiences(this);

    public IReadOnlyList<Goal> Goals => field ??= Goal.Of(Nature.Id);

    public IReadOnlyList<Product> Products => field ??= Product.Of(this);

    public Campaign? Campaign(long id)
    {
        var index = Ids.CampaignIndex(Nature.Id, id);
        var found = index >= 0 && index < Nature.Campaigns ? Campaigns[index] : Campaigns.FirstOrDefault(campaign => campaign.Id == id);
        return found is { IsDeleted: false } ? found : null;
    }

    public AdGroup? AdGroup(long id) => addedAdGroups.GetValueOrDefault(id) is { } added
        ? added is { IsDeleted: false, Campaign.IsDeleted: false } ? added : null
        : Campaign(Ids.CampaignOf(id))?.AdGroups.FirstOrDefault(adGroup => adGroup.Id == id && !adGroup.IsDeleted);

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

    internal void Remove(SharedBudget budget) => Budgets = Budgets.Remove(budget);

    /// <summary>To be told whenever a campaign joined or left a shared budget, or was deleted.</summary>
    internal void BudgetsChanged() => associations = null;

    private Dictionary<long, int> CountAssociations() => Campaigns
        .Where(campaign => campaign is { IsDeleted: false, Budget: not null })
        .CountBy(campaign => campaign.Budget!.Id).ToDictionary();
}
