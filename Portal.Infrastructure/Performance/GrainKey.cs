using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>What tells the rows of a page apart below the account: two columns of the report's key.</summary>
internal record GrainKey(string Parent, string Item);

/// <summary>The same with the numbers of the parent's type, and with what the rows may be called.</summary>
internal sealed record GrainKey<TParent, TItem>(string Parent, string Item, Func<TParent, long> Number, Func<long, TParent> Of) : GrainKey(Parent, Item)
{
    /// <summary>Names that are found by account, parent and item.</summary>
    public Func<PortalDb, IQueryable<Called<TParent, TItem>>>? Words { get; init; }

    /// <summary>Names that are an item's, whatever its account and parent. There may be many more of them than rows.</summary>
    public Func<PortalDb, IQueryable<Called<TParent, TItem>>>? SharedWords { get; init; }
}
