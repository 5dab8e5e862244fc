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

/// <summary>10,000 campaigns in 10 accounts with 100 days each, up to yesterday, written by the portal's own writer: a million rows.</summary>
internal sealed class CampaignRows(PortalTenant tenant, TimeProvider clock)
{
    public const int Accounts = 10;
    public const int CampaignsEach = 1_000;
    public const int Days = 100;
    private const long FirstAccount = 180_000_001;
    private const string Zone = "BrusselsCopenhagenMadridParis";

    public async Task WriteAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PortalDb>();
        var now = clock.GetUtcNow();
        var connection = Connection.Open(tenant.TenantId, 7, "maria@contoso.example", Id<Person>.New(now), now);
        connection.Activate();
        db.Add(connection);
        for (var account = FirstAccount; account < FirstAccount + Accounts; account++)
        {
            AddAccount(db, connection, account, now);
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var yesterday = AccountTimeZone.Today(Zone, now).AddDays(-1);
        for (var account = FirstAccount; account < FirstAccount + Accounts; account++)
        {
            await WriteDaysAsync(db, account, new Period(yesterday.AddDays(1 - Days), yesterday));
        }
    }

    /// <summary>A fast page over missing rows would be worth nothing.</summary>
    public static async Task CheckAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<PortalDb>();
        var (days, sum) = (await db.CampaignDays.CountAsync(), await db.CampaignDays.SumAsync(day => day.SpendMicros));
        if (days != Accounts * CampaignsEach * Days || sum != await db.AccountDays.SumAsync(day => day.SpendMicros))
        {
            throw new InvalidOperationException($"{days} rows are stored, or the accounts' sums are not their campaigns'.");
        }
    }

    private void AddAccount(PortalDb db, Connection connection, long id, DateTimeOffset now)
    {
        var found = new DiscoveredAccount(new(id), $"F{id}", $"Contoso {id % 100}", new(9), "Contoso", new(9), "EUR", Zone, "Active", null, 41);
        var account = new AdsAccount(tenant.TenantId, connection.Id, found, now);
        account.Choose();
        account.Synced(now);
        db.Add(account);
        for (var number = 0; number < CampaignsEach; number++)
        {
            var remote = new RemoteCampaign(new(CampaignId(id, number)), $"Brand shoes {number} / {id % 100}", number % 7 == 0 ? "Paused" : "Active", "Search", 25_000_000, "DailyBudgetStandard", null, "EnhancedCpc");
            db.Add(new Campaign(tenant.TenantId, new(id), remote, now));
        }
    }

    private async Task WriteDaysAsync(PortalDb db, long account, Period period)
    {
        var writer = new PerformanceWriter(db, clock);
        var states = new DayStates(clock.GetUtcNow(), false, TimeZoneInfo.Utc);
        await writer.ReplaceAsync(new(new(account), ReportKind.Account, period), period.EachDay().Select(day => Sum(account, day)), states, _ => { }, CancellationToken.None);
        var rows = Enumerable.Range(0, CampaignsEach).SelectMany(number => period.EachDay().Select(day => Row(account, number, day)));
        await writer.ReplaceAsync(new(new(account), ReportKind.Campaign, period), rows, states, _ => { }, CancellationToken.None);
    }

    private static long CampaignId(long account, int number) => (account * 10_000) + number;

    private static ReportRow Row(long account, int number, DateOnly day)
    {
        var clicks = 1 + ((number * 31L) + (day.DayNumber * 17L) + account) % 97;
        var id = CampaignId(account, number);
        return new() { First = id, CampaignId = id, Day = day.DayNumber, Impressions = clicks * 40, Clicks = clicks, SpendMicros = clicks * 430_000, ConversionHundredths = clicks * 4, RevenueMicros = clicks * 1_900_000 };
    }

    private static ReportRow Sum(long account, DateOnly day)
    {
        var sum = new ReportRow { Day = day.DayNumber };
        for (var number = 0; number < CampaignsEach; number++)
        {
            var row = Row(account, number, day);
            sum.Impressions += row.Impressions;
            sum.Clicks += row.Clicks;
            sum.SpendMicros += row.SpendMicros;
            sum.ConversionHundredths += row.ConversionHundredths;
            sum.RevenueMicros += row.RevenueMicros;
        }

        return sum;
    }
}
