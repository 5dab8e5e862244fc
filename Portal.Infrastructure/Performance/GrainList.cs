using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Performance;

/// <summary>Reads the rows of a grain for the tenant of the scope. Where the filter names a state of the data, what was read is remembered for it.</summary>
public sealed class GrainList(PortalDb db, PeriodSums sums, TenantCache cache)
{
    /// <param name="grain">What the rows are.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="skip">Rows of earlier pages.</param>
    /// <param name="take">Rows of a page.</param>
    /// <param name="before">The period to compare with, if any.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<IReadOnlyList<GrainLine>> PageAsync(Grain grain, GrainFilter filter, int skip, int take, Period? before, CancellationToken ct)
    {
        if (filter.State is not { } state)
        {
            return await grain.Query.PageAsync(db, filter, skip, take, before, ct);
        }

        return (await cache.GetLargeAsync(Key("page", grain, filter, state, string.Create(CultureInfo.InvariantCulture, $"{skip}/{take}/{before}")), PageAsync, ct)).Lines;

        async ValueTask<KeptPage> PageAsync(CancellationToken token) => new(
            await SumsAsync(grain, filter, state, token) is { } kept
                ? await grain.Query.OfAsync(db, filter, [.. GrainRanking.Filter(kept, filter, CurrenciesOf(state)).Sort(filter).Skip(skip).Take(take)], before, token)
                : await grain.Query.PageAsync(db, Among(filter, state), skip, take, before, token));
    }

    /// <summary>The whole filter in its order, row by row as the database finds them.</summary>
    public IAsyncEnumerable<GrainLine> AllAsync(Grain grain, GrainFilter filter, CancellationToken ct) => grain.Query.AllAsync(db, filter, ct);

    /// <summary>Over the whole filter, by currency.</summary>
    public async Task<IReadOnlyList<GrainTotal>> TotalsAsync(Grain grain, GrainFilter filter, CancellationToken ct)
    {
        if (filter.State is not { } state)
        {
            return await grain.Query.TotalsAsync(db, filter, ct);
        }

        // Whatever the order, they are the same.
        var all = filter with { Sort = grain.Default, Descending = true };
        return (await cache.GetLargeAsync(Key("totals", grain, all, state, ""), TotalsAsync, ct)).Totals;

        async ValueTask<KeptTotals> TotalsAsync(CancellationToken token) => new(
            await SumsAsync(grain, all, state, token) is { } kept
                ? GrainRanking.Filter(kept, all, CurrenciesOf(state)).Total()
                : await grain.Query.TotalsAsync(db, Among(all, state), token));
    }

    /// <returns>Null where the database has to sum: for figures that no sums are kept of, and where they are too many.</returns>
    private async Task<IReadOnlyList<KeptSum>?> SumsAsync(Grain grain, GrainFilter filter, GrainState state, CancellationToken ct)
    {
        if (grain.Query.Key is null || !GrainRanking.Answers(filter) || await sums.OfAsync(grain, filter.Period, filter.Account, filter.Campaign, state.Version, ct) is not { } kept)
        {
            return null;
        }

        return GrainRanking.WordsOf(filter) is { } words
            ? (await cache.GetLargeAsync(Key("found", grain, words, state, ""), async token => KeptSums.Of(await grain.Query.FindAsync(db, words, kept, token)), ct)).Rows
            : kept;
    }

    private static Dictionary<AdsId<AdsAccount>, string> CurrenciesOf(GrainState state) => state.Chosen.ToDictionary(account => account.Id, account => account.Currency);

    /// <summary>Which accounts are asked for helps PostgreSQL to the index by day. It would lead SQLite away from the key, whose order it sums in.</summary>
    private GrainFilter Among(GrainFilter filter, GrainState state) =>
        db.Database.IsNpgsql() && filter.Account is null ? filter with { Among = [.. state.Chosen.Select(account => account.Id)] } : filter;

    /// <summary>What is searched for may be longer than a key, and hold any letter.</summary>
    private static string Key(string what, Grain grain, GrainFilter filter, GrainState state, string cut) =>
        $"grain-{what}/{state.Version}/{grain.Key}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{filter with { State = null }}\n{cut}\n{string.Join('\n', state.Chosen)}")))}";
}
