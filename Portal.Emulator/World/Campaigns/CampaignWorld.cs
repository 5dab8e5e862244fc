using System.Collections.Concurrent;
using Portal.Emulator.Control;

namespace Portal.Emulator.World.Campaigns;

/// <summary>The campaign data of all accounts, made account by account when it is first asked for.</summary>
public sealed class CampaignWorld(EmulatorOptions options) : IResets
{
    private readonly ConcurrentDictionary<long, Lazy<AccountTree>> trees = [];
    private long added;

    public AccountTree Of(Account account) => trees.GetOrAdd(account.Id, _ => new(() => new(
        Dice.Of(options.Seed),
        new(account.Id, account.Name, account.CurrencyCode, account.TimeZone, Math.Clamp(options.Scale.CampaignsPerAccount, 0, Ids.CampaignsPerAccount))
        {
            KeywordsPerAdGroup = options.Scale.KeywordsPerAdGroup is { } keywords ? Math.Clamp(keywords, 1, Ids.MostMadeKeywords) : null,
        }))).Value;

    /// <summary>The next number for something that somebody adds.</summary>
    internal long Next() => Interlocked.Increment(ref added);

    /// <summary>Forgets all edits.</summary>
    public void Reset() => trees.Clear();
}
