using System.Data.Common;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>What a page asks of a grain, whatever its rows are.</summary>
public interface IGrainQuery
{
    Task<IReadOnlyList<GrainLine>> PageAsync(PortalDb db, GrainFilter filter, int skip, int take, Period? before, CancellationToken ct);

    IAsyncEnumerable<GrainLine> AllAsync(PortalDb db, GrainFilter filter, CancellationToken ct);

    Task<IReadOnlyList<GrainTotal>> TotalsAsync(PortalDb db, GrainFilter filter, CancellationToken ct);

    /// <summary>What its rows are told apart by, where sums of it can be kept; null: they cannot.</summary>
    internal GrainKey? Key { get; }

    /// <summary>What is kept: the sums of all rows of an account, before any filter but these.</summary>
    internal IAsyncEnumerable<KeptSum> SumsAsync(PortalDb db, Period period, AdsId<AdsAccount> account, AdsId<Campaign>? campaign, CancellationToken ct = default);

    /// <summary>Of those rows the ones that are called as the filter asks: its search, or their whole number, and its status; sorted where it sorts by words.</summary>
    internal Task<IReadOnlyList<KeptSum>> FindAsync(PortalDb db, GrainFilter filter, IReadOnlyList<KeptSum> rows, CancellationToken ct);

    /// <summary>Those rows as a page shows them, in their order.</summary>
    internal Task<IReadOnlyList<GrainLine>> OfAsync(PortalDb db, GrainFilter filter, IReadOnlyList<KeptSum> rows, Period? before, CancellationToken ct);

    /// <summary>All statements of a page, as the database gets them.</summary>
    IEnumerable<DbCommand> Statements(PortalDb db, GrainFilter filter);
}
