using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages;

/// <summary>Rows as a sync leaves them, written straight into an organisation's database. The harness's today is 23 November 2026.</summary>
internal sealed class AdsData(PortalApp app, Organisation organisation)
{
    public static readonly DateOnly Yesterday = new(2026, 11, 22);

    private readonly List<object> rows = [];
    private readonly Connection connection = Connection.Open(organisation.Id, 7, $"login@{organisation.Slug}.example", organisation.Members[Role.Owner].Id, app.Clock.GetUtcNow());

    public Connection Connection => connection;

    public AdsData Account(long id, string name, string currency = "EUR", bool chosen = true, string zone = "AmsterdamBerlinBernRomeStockholmVienna", string status = "Active")
    {
        var account = new AdsAccount(
            organisation.Id, connection.Id, new(new(id), $"F{id}", name, new(9), "Customer", new(9), currency, zone, status, null, 41), app.Clock.GetUtcNow());
        if (chosen)
        {
            account.Choose();
        }

        rows.Add(account);
        return this;
    }

    public AdsData Campaign(long account, long id, string name, string status = "Active", string type = "Search", long? budgetMicros = 10_000_000, long? sharedBudget = null)
    {
        var remote = new RemoteCampaign(new(id), name, status, type, budgetMicros, "DailyBudgetStandard", sharedBudget is { } shared ? new(shared) : null, "EnhancedCpc");
        rows.Add(new Campaign(organisation.Id, new(account), remote, app.Clock.GetUtcNow()));
        return this;
    }

    /// <summary>A day of a campaign and, with it, of its account (one campaign an account and day).</summary>
    public AdsData Day(long account, long campaign, int daysAgo, decimal spend, int clicks = 10, int impressions = 100, DayState? mark = DayState.Final)
    {
        var date = Yesterday.AddDays(1 - daysAgo);
        var micros = (long)(spend * 1_000_000);
        rows.Add(new CampaignDay { TenantId = organisation.Id, AccountId = new(account), CampaignId = new(campaign), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = micros, ConversionHundredths = 150, RevenueMicros = 2 * micros });
        if (!rows.OfType<AccountDay>().Any(day => day.AccountId.Value == account && day.Date == date))
        {
            rows.Add(new AccountDay { TenantId = organisation.Id, AccountId = new(account), Date = date, Impressions = impressions, Clicks = clicks, SpendMicros = micros, ConversionHundredths = 150, RevenueMicros = 2 * micros });
            foreach (var report in mark is null ? [] : new[] { ReportKind.Account, ReportKind.Campaign })
            {
                rows.Add(new DayMark { TenantId = organisation.Id, AccountId = new(account), Report = report, Date = date, State = mark ?? DayState.Final, ReadAt = app.Clock.GetUtcNow() });
            }
        }

        return this;
    }

    public AdsData Add(object row)
    {
        rows.Add(row);
        return this;
    }

    public async Task SaveAsync()
    {
        connection.Activate();
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            db.Add(connection);
            db.AddRange(rows);
            await db.SaveChangesAsync();
            await db.AdvanceDataVersionAsync(CancellationToken.None);
        });
    }
}
