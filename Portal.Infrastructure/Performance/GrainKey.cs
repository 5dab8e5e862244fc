namespace Portal.Infrastructure.Performance;

/// <summary>What tells the rows of a page apart below the account: two columns of the report's key.</summary>
internal record GrainKey(string Parent, string Item);

/// <summary>The same with the numbers of the parent's type.</summary>
internal sealed record GrainKey<TParent>(string Parent, string Item, Func<TParent, long> Number, Func<long, TParent> Of) : GrainKey(Parent, Item);
