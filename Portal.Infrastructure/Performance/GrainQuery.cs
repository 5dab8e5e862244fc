using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Reads one grain. Rows of the report are summed, named, filtered, sorted and cut in the database: a tenant may have fifty million of them,
/// and only a page comes into memory.
/// </summary>
/// <param name="figures">Which sums there are.</param>
/// <param name="facts">The stored rows.</param>
/// <param name="names">What the rows of the page are called.</param>
/// <param name="number">What is shown of a row without a name, and written into a file.</param>
/// <param name="item">The opposite of <paramref name="number"/>.</param>
/// <param name="adGroup">The ad group's number, where the parent is one.</param>
/// <param name="key">The key of a row, where sums are kept.</param>
internal sealed class GrainQuery<TParent, TItem>(
    FigureSet figures,
    Func<PortalDb, IQueryable<Fact<TParent, TItem>>> facts,
    Func<PortalDb, IQueryable<Summed<TParent, TItem>>, IQueryable<Named<TParent, TItem>>> names,
    Func<TItem, long> number,
    Func<long, TItem> item,
    Func<TParent, long?>? adGroup = null,
    GrainKey<TParent, TItem>? key = null) : IGrainQuery
    where TParent : notnull
    where TItem : notnull
{
    GrainKey? IGrainQuery.Key => key;

    public async Task<IReadOnlyList<GrainLine>> PageAsync(PortalDb db, GrainFilter filter, int skip, int take, Period? before, CancellationToken ct) =>
        await WithDaysAsync(db, filter, await Rows(db, filter).Sort(filter).Skip(skip).Take(take).ToListAsync(ct), before, ct);

    async IAsyncEnumerable<KeptSum> IGrainQuery.SumsAsync(
        PortalDb db, Period period, AdsId<AdsAccount> account, AdsId<Campaign>? campaign, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = new GrainFilter(period, account, campaign, null, null, null, null, "", false, "");
        await foreach (var row in Facts(db, filter).Sum(figures).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new(row.AccountId.Value, Known.Number(row.Parent), number(row.Item), row.CampaignId.Value, row.Sums.Of(figures).Totals);
        }
    }

    Task<IReadOnlyList<KeptSum>> IGrainQuery.FindAsync(PortalDb db, GrainFilter filter, IReadOnlyList<KeptSum> rows, CancellationToken ct) => Words(db, filter).FindAsync(rows, ct);

    async Task<IReadOnlyList<GrainLine>> IGrainQuery.OfAsync(PortalDb db, GrainFilter filter, IReadOnlyList<KeptSum> rows, Period? before, CancellationToken ct)
    {
        var keys = rows.Select(row => Key(new Summed<TParent, TItem> { AccountId = new(row.AccountId), Parent = Known.Of(row.Parent), Item = item(row.Item), Sums = new() })).ToList();
        var named = (await Named(db, filter, Within(Facts(db, filter), keys).Sum(figures)).ToListAsync(ct)).ToDictionary(row => Key(row.Row));
        return await WithDaysAsync(db, filter, [.. keys.Where(named.ContainsKey).Select(row => named[row])], before, ct);
    }

    public async IAsyncEnumerable<GrainLine> AllAsync(PortalDb db, GrainFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Rows(db, filter).Sort(filter).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return Line(row);
        }
    }

    public async Task<IReadOnlyList<GrainTotal>> TotalsAsync(PortalDb db, GrainFilter filter, CancellationToken ct) =>
        (await Rows(db, filter).Total(figures).ToListAsync(ct)).ConvertAll(total => new GrainTotal(total.Currency, total.Rows, total.Sums.Of(figures)));

    public IEnumerable<DbCommand> Statements(PortalDb db, GrainFilter filter)
    {
        var row = new Listed<TParent, TItem>
        {
            Row = new() { AccountId = new(1), Parent = default!, Item = item(1), Sums = new() },
            Account = "",
            AccountNumber = "",
            Currency = "",
        };
        List<(AdsId<AdsAccount>, TParent, TItem)> keys = [Key(row.Row)];
        return
        [
            Rows(db, filter).Sort(filter).Skip(50).Take(50).CreateDbCommand(),
            Rows(db, filter).Total(figures).CreateDbCommand(),
            Days(db, filter, [row]).CreateDbCommand(),
            Within(Facts(db, filter), keys).Sum(figures).CreateDbCommand(),
            Named(db, filter, Within(Facts(db, filter), keys).Sum(figures)).CreateDbCommand(),
            Facts(db, filter with { Among = [new(1), new(2)] }).Sum(figures).CreateDbCommand(),
            .. key is not null && Words(db, filter).Called([new(1, 1, 1, 1, default)]) is { } called ? [called.CreateDbCommand()] : Array.Empty<DbCommand>(),
        ];
    }

    private KeptWords<TParent, TItem> Words(PortalDb db, GrainFilter filter) => new(db, filter, Known, number, item);

    private GrainKey<TParent, TItem> Known => key ?? throw new InvalidOperationException("No sums are kept of these rows.");

    private async Task<IReadOnlyList<GrainLine>> WithDaysAsync(PortalDb db, GrainFilter filter, List<Listed<TParent, TItem>> rows, Period? before, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var days = (await Days(db, filter, rows).ToListAsync(ct)).ToLookup(Key);
        var then = before is null ? null : (await Within(Facts(db, filter with { Period = before.Value }), Keys(rows)).Sum(figures).ToListAsync(ct)).ToDictionary(Key);
        return rows.ConvertAll(row => Line(row) with
        {
            Trend = Trend(filter.Period, days[Key(row.Row)]),
            Before = then is null ? null : (then.GetValueOrDefault(Key(row.Row))?.Sums ?? new Sums()).Of(figures),
        });
    }

    private IQueryable<Listed<TParent, TItem>> Rows(PortalDb db, GrainFilter filter) => Named(db, filter, Facts(db, filter).Sum(figures));

    private IQueryable<Listed<TParent, TItem>> Named(PortalDb db, GrainFilter filter, IQueryable<Summed<TParent, TItem>> summed)
    {
        var rows =
            from named in names(db, Reaching(summed, filter))
            join account in db.AdsAccounts.Where(account => account.IsChosen) on named.Row.AccountId equals account.AccountId
            join campaign in db.Campaigns on new { named.Row.AccountId, named.Row.CampaignId } equals new { campaign.AccountId, campaign.CampaignId } into campaigns
            from campaign in campaigns.DefaultIfEmpty()
            select new Listed<TParent, TItem>
            {
                Row = named.Row,
                Name = named.Name,
                Note = named.Note,
                Status = named.Status,
                AdGroup = named.AdGroup,
                Campaign = campaign.Name,
                Account = account.Name,
                AccountNumber = account.Number,
                Currency = account.CurrencyCode,
            };
        return Filtered(rows, filter);
    }

    /// <summary>Those whose sums are large enough. It stands before the names, so that only these are looked up.</summary>
    private IQueryable<Summed<TParent, TItem>> Reaching(IQueryable<Summed<TParent, TItem>> rows, GrainFilter filter)
    {
        if (filter.LeastImpressions is { } impressions && figures != FigureSet.Goals)
        {
            rows = rows.Where(row => row.Sums.Impressions >= impressions);
        }

        if (filter.LeastClicks is { } clicks && figures == FigureSet.Usual)
        {
            rows = rows.Where(row => row.Sums.Clicks >= clicks);
        }

        return filter.LeastSpendMicros is { } spend && figures == FigureSet.Usual ? rows.Where(row => row.Sums.SpendMicros >= spend) : rows;
    }

    private IQueryable<Listed<TParent, TItem>> Filtered(IQueryable<Listed<TParent, TItem>> rows, GrainFilter filter)
    {
        if (filter.Currency is { } currency)
        {
            rows = rows.Where(row => row.Currency == currency);
        }

        if (filter.Status is { } status)
        {
            rows = rows.Where(row => row.Status == status);
        }

        if (filter.Search is { } search)
        {
            List<TItem> numbers = filter.Number is { } whole ? [item(whole)] : [];
            rows = rows.Where(row => PortalDb.Has(row.Name, search) || numbers.Contains(row.Row.Item));
        }

        return rows;
    }

    private IQueryable<Fact<TParent, TItem>> Facts(PortalDb db, GrainFilter filter)
    {
        var (from, to) = (filter.Period.From, filter.Period.To);
        var rows = facts(db).Where(fact => fact.Date >= from && fact.Date <= to);
        if (filter.Account is { } account)
        {
            rows = rows.Where(fact => fact.AccountId == account);
        }

        if (filter.Among is { } accounts)
        {
            rows = rows.Where(fact => accounts.Contains(fact.AccountId));
        }

        return filter.Campaign is { } campaign ? rows.Where(fact => fact.CampaignId == campaign) : rows;
    }

    /// <summary>Days of the rows of one page. Lists of each part of the key, so that they are seeks; a row too many is passed over later.</summary>
    private static IQueryable<Fact<TParent, TItem>> Within(IQueryable<Fact<TParent, TItem>> facts, List<(AdsId<AdsAccount> Account, TParent Parent, TItem Item)> rows)
    {
        var accounts = rows.Select(row => row.Account).Distinct().ToList();
        var parents = rows.Select(row => row.Parent).Distinct().ToList();
        var items = rows.Select(row => row.Item).Distinct().ToList();
        return facts.Where(fact => accounts.Contains(fact.AccountId) && parents.Contains(fact.Parent) && items.Contains(fact.Item));
    }

    private IQueryable<Summed<TParent, TItem>> Days(PortalDb db, GrainFilter filter, List<Listed<TParent, TItem>> rows)
    {
        var days = Within(Facts(db, filter), Keys(rows)).GroupBy(fact => new { fact.AccountId, fact.Parent, fact.Item, fact.Date });
        return figures switch
        {
            FigureSet.Goals => days.Select(day => new Summed<TParent, TItem>
            {
                AccountId = day.Key.AccountId,
                Parent = day.Key.Parent,
                Item = day.Key.Item,
                Date = day.Key.Date,
                Sums = new Sums { AllConversionHundredths = day.Sum(fact => fact.AllConversionHundredths) },
            }),
            FigureSet.Shares => days.Select(day => new Summed<TParent, TItem>
            {
                AccountId = day.Key.AccountId,
                Parent = day.Key.Parent,
                Item = day.Key.Item,
                Date = day.Key.Date,
                Sums = new Sums
                {
                    ImpressionShare = day.Sum(fact => fact.ImpressionShare == null ? 0 : fact.Impressions * (long)fact.ImpressionShare),
                    ImpressionShareOf = day.Sum(fact => fact.ImpressionShare == null ? 0 : fact.Impressions),
                },
            }),
            _ => days.Select(day => new Summed<TParent, TItem>
            {
                AccountId = day.Key.AccountId,
                Parent = day.Key.Parent,
                Item = day.Key.Item,
                Date = day.Key.Date,
                Sums = new Sums { SpendMicros = day.Sum(fact => fact.SpendMicros) },
            }),
        };
    }

    /// <summary>A day without a row is a zero; a share that nobody computed is a gap.</summary>
    private List<decimal?> Trend(Period period, IEnumerable<Summed<TParent, TItem>> days)
    {
        var known = days.ToDictionary(day => day.Date, day => day.Sums);
        return known.Count == 0 ? [] : [.. period.EachDay().Select(day => known.TryGetValue(day, out var sums) ? Drawn(sums) : figures == FigureSet.Shares ? null : 0)];
    }

    private decimal? Drawn(Sums sums) => figures switch
    {
        FigureSet.Goals => sums.AllConversionHundredths / 100m,
        FigureSet.Shares => Sums.Share(sums.ImpressionShare, sums.ImpressionShareOf),
        _ => (decimal)sums.SpendMicros / Money.MicrosPerUnit,
    };

    private static (AdsId<AdsAccount> Account, TParent Parent, TItem Item) Key(Summed<TParent, TItem> row) => (row.AccountId, row.Parent, row.Item);

    private static List<(AdsId<AdsAccount> Account, TParent Parent, TItem Item)> Keys(List<Listed<TParent, TItem>> rows) => rows.ConvertAll(row => Key(row.Row));

    private GrainLine Line(Listed<TParent, TItem> row) => new(
        number(row.Row.Item), row.Name, row.Note, row.Status, row.Row.AccountId, row.Account, row.AccountNumber, row.Currency,
        row.Row.CampaignId, row.Campaign, adGroup?.Invoke(row.Row.Parent), row.AdGroup, row.Row.Sums.Of(figures));
}
