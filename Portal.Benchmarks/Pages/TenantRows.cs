using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Pages;

/// <summary>Accounts with campaigns and keywords, and their days, written by the portal's own writer: a month at a time, as a back-fill does it.</summary>
internal sealed class TenantRows(PortalTenant tenant, RowPlan plan, TimeProvider clock)
{
    private const string Zone = "BrusselsCopenhagenMadridParis";
    private const int DaysOfSlice = 31;

    public async Task WriteAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PortalDb>();
        var now = clock.GetUtcNow();
        var connection = Connection.Open(tenant.TenantId, plan.First, $"maria-{plan.First}@contoso.example", Id<Person>.New(now), now);
        connection.Activate();
        db.Add(connection);
        foreach (var account in Accounts)
        {
            AddAccount(db, connection, account, now);
            await db.SaveChangesAsync();
        }

        db.ChangeTracker.Clear();
        var yesterday = AccountTimeZone.Today(Zone, now).AddDays(-1);
        for (var from = yesterday.AddDays(1 - plan.Days); from <= yesterday; from = from.AddDays(DaysOfSlice))
        {
            var end = from.AddDays(DaysOfSlice - 1);
            foreach (var account in Accounts)
            {
                await WriteDaysAsync(db, account, new Period(from, end < yesterday ? end : yesterday));
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>A fast page over missing rows would be worth nothing.</summary>
    public static async Task CheckAsync(IServiceProvider services, IReadOnlyCollection<RowPlan> plans)
    {
        var db = services.GetRequiredService<PortalDb>();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var (keywords, campaigns) = (await db.KeywordDays.LongCountAsync(), await db.CampaignDays.LongCountAsync());
        if (keywords != plans.Sum(plan => plan.KeywordDays) || campaigns != plans.Sum(plan => plan.CampaignDays)
            || await db.CampaignDays.SumAsync(day => day.SpendMicros) != await db.AccountDays.SumAsync(day => day.SpendMicros))
        {
            throw new InvalidOperationException($"{keywords} days of keywords and {campaigns} of campaigns are stored, or the accounts' sums are not their campaigns'.");
        }
    }

    private IEnumerable<long> Accounts => Enumerable.Range(0, plan.Accounts).Select(number => plan.First + number);

    private void AddAccount(PortalDb db, Connection connection, long id, DateTimeOffset now)
    {
        var found = new DiscoveredAccount(new(id), $"F{id}", $"Contoso {id % 1000}", new(9), "Contoso", new(9), "EUR", Zone, "Active", null, 41);
        var account = new AdsAccount(tenant.TenantId, connection.Id, found, now);
        account.Choose();
        account.Synced(now);
        db.Add(account);
        for (var number = 0; number < plan.Campaigns; number++)
        {
            var remote = new RemoteCampaign(new(IdOf(id, number)), $"Brand shoes {number} / {id % 1000}", number % 7 == 0 ? "Paused" : "Active", "Search", 25_000_000, "DailyBudgetStandard", null, "EnhancedCpc");
            db.Add(new Campaign(tenant.TenantId, new(id), remote, now));
        }

        for (var number = 0; number < plan.Keywords; number++)
        {
            if (number % RowPlan.KeywordsOfAdGroup == 0)
            {
                db.Add(new AdGroup { TenantId = tenant.TenantId, AccountId = new(id), AdGroupId = new(AdGroupOf(id, number)), CampaignId = new(CampaignOf(id, number)), Name = $"Runners {number}", Status = "Active" });
            }

            db.Add(new Keyword { TenantId = tenant.TenantId, AccountId = new(id), AdGroupId = new(AdGroupOf(id, number)), KeywordId = new(IdOf(id, number)), Text = $"trail shoes {number}", MatchType = "Exact", Status = number % 7 == 0 ? "Paused" : "Active" });
        }
    }

    private async Task WriteDaysAsync(PortalDb db, long account, Period period)
    {
        var writer = new PerformanceWriter(db, clock);
        var states = new DayStates(clock.GetUtcNow(), false, TimeZoneInfo.Utc);
        await ReplaceAsync(ReportKind.Account, period.EachDay().Select(day => Sum(account, day)));
        await ReplaceAsync(ReportKind.Campaign, Enumerable.Range(0, plan.Campaigns).SelectMany(number => period.EachDay().Select(day => OfCampaign(account, number, day))));
        await ReplaceAsync(ReportKind.Keyword, Enumerable.Range(0, plan.Keywords).SelectMany(number => period.EachDay().Select(day => OfKeyword(account, number, day))));

        Task ReplaceAsync(ReportKind report, IEnumerable<ReportRow> rows) => writer.ReplaceAsync(new(new(account), report, period), rows, states, _ => { }, CancellationToken.None);
    }

    private static long IdOf(long account, int number) => (account * 10_000) + number;

    private static long AdGroupOf(long account, int keyword) => IdOf(account, keyword / RowPlan.KeywordsOfAdGroup);

    private long CampaignOf(long account, int keyword) => IdOf(account, keyword / RowPlan.KeywordsOfAdGroup % plan.Campaigns);

    private static ReportRow OfCampaign(long account, int number, DateOnly day)
    {
        var id = IdOf(account, number);
        return Counted(1 + ((number * 31L) + (day.DayNumber * 17L) + account) % 97) with { First = id, CampaignId = id, Day = day.DayNumber };
    }

    private ReportRow OfKeyword(long account, int number, DateOnly day) =>
        Counted(((number * 13L) + (day.DayNumber * 7L) + account) % 23) with { First = AdGroupOf(account, number), Second = IdOf(account, number), CampaignId = CampaignOf(account, number), Day = day.DayNumber };

    private static ReportRow Counted(long clicks) =>
        new() { Impressions = (clicks * 40) + 1, Clicks = clicks, SpendMicros = clicks * 430_000, ConversionHundredths = clicks * 4, RevenueMicros = clicks * 1_900_000 };

    private ReportRow Sum(long account, DateOnly day)
    {
        var sum = new ReportRow { Day = day.DayNumber };
        for (var number = 0; number < plan.Campaigns; number++)
        {
            sum.Add(OfCampaign(account, number, day));
        }

        return sum;
    }
}
