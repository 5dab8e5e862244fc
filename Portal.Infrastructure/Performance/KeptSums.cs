using System.ComponentModel;
using System.Runtime.CompilerServices;
using Portal.Domain.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>The sums of one row of a page in the form that takes least room: what it is called is read for the rows that are shown.</summary>
internal readonly record struct KeptSum(long AccountId, long Parent, long Item, long CampaignId, Totals Totals);

/// <summary>The sums of all rows of a grain that had data in a period, in no order that means anything.</summary>
[ImmutableObject(true)]
internal sealed class KeptSums(IReadOnlyList<KeptSum> rows) : ISized
{
    /// <summary>Of more rows than this nothing is kept, and the database sums them whenever somebody looks.</summary>
    public const int Most = 200_000;

    /// <summary>In the place of those.</summary>
    public static readonly KeptSums TooMany = new([]);

    /// <param name="rows">Null: too many.</param>
    public static KeptSums Of(IReadOnlyList<KeptSum>? rows) => rows is null ? TooMany : new(rows);

    public IReadOnlyList<KeptSum> Rows { get; } = rows;

    public long Bytes => 100 + ((long)Rows.Count * Unsafe.SizeOf<KeptSum>());
}
