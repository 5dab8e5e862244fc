using System.Collections.Concurrent;
using Portal.Emulator.Control;
using Portal.Emulator.World.Life;

namespace Portal.Emulator.World.Campaigns;

/// <summary>The campaign data of all accounts, made account by account when it is first asked for.</summary>
public sealed class CampaignWorld : IResets
{
    private readonly ConcurrentDictionary<long, Lazy<(AccountTree Tree, AccountLife Life)>> trees = [];
    private readonly EmulatorOptions options;
    private readonly TimeProvider clock;
    private LifeOptions life;
    private DateOnly begin;
    private long added;

    public CampaignWorld(EmulatorOptions options, TimeProvider clock)
    {
        (this.options, this.clock, life) = (options, clock, options.Life);
        begin = life.From ?? Today;
    }

    /// <summary>Whether and how much people change the accounts. Switching it on makes nothing happen that lies before today.</summary>
    public LifeOptions Life
    {
        get => life;
        set
        {
            foreach (var known in trees.Values)
            {
                CatchUp(known.Value.Life);
            }

            begin = value.From ?? (life.Enabled ? begin : Today);
            life = value;
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The account's data as it stands at this moment.</summary>
    public AccountTree Of(Account account)
    {
        var (tree, lived) = trees.GetOrAdd(account.Id, _ => new(() => Make(account))).Value;
        tree.Follow(account);
        CatchUp(lived);
        return tree;
    }

    /// <summary>The next number for something that somebody adds.</summary>
    internal long Next() => Interlocked.Increment(ref added);

    /// <summary>Forgets all edits.</summary>
    public void Reset()
    {
        trees.Clear();
        life = options.Life;
        begin = life.From ?? Today;
    }

    private void CatchUp(AccountLife account) => account.CatchUp(clock.GetUtcNow(), life.Enabled ? life.ChangesPerDay : 0);

    private (AccountTree Tree, AccountLife Life) Make(Account account)
    {
        var nature = new AccountNature(account.Id, account.Name, account.CurrencyCode, account.TimeZone, Math.Clamp(options.Scale.CampaignsPerAccount, 0, Ids.CampaignsPerAccount))
        {
            KeywordsPerAdGroup = options.Scale.KeywordsPerAdGroup is { } keywords ? Math.Clamp(keywords, 1, Ids.MostMadeKeywords) : null,
        };
        var tree = new AccountTree(Dice.Of(options.Seed), nature);
        return (tree, new AccountLife(tree, begin));
    }
}
