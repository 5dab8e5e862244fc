using System.ComponentModel;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>The rows of one page as somebody asked for them.</summary>
[ImmutableObject(true)]
internal sealed class KeptPage(IReadOnlyList<GrainLine> lines) : ISized
{
    private const int Line = 600;
    private const int Day = 24;

    public IReadOnlyList<GrainLine> Lines { get; } = lines;

    public long Bytes => 100 + Lines.Sum(line => Line + (2L * ((line.Name?.Length ?? 0) + (line.Note?.Length ?? 0))) + ((long)Day * line.Trend.Count));
}

/// <summary>What stands below them.</summary>
[ImmutableObject(true)]
internal sealed class KeptTotals(IReadOnlyList<GrainTotal> totals) : ISized
{
    public IReadOnlyList<GrainTotal> Totals { get; } = totals;

    public long Bytes => 100 + (200L * Totals.Count);
}
