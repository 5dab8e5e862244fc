using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Pages;

/// <summary>A portal with a tenant that grows, and others that come beside it.</summary>
internal sealed class GrowingPortal : IAsyncDisposable
{
    private readonly PagesDatabase database;
    private readonly PagesPortal portal;
    private readonly PortalTenant tenant;
    private readonly PageReader reader;
    private readonly TimeProvider clock;
    private readonly List<RowPlan> plans = [];
    private int others;

    private GrowingPortal(PagesDatabase database, PagesPortal portal, PortalTenant tenant, PageReader reader, TimeProvider clock)
    {
        (this.database, this.portal, this.tenant, this.reader, this.clock) = (database, portal, tenant, reader, clock);
        Rounds = new PageRounds(portal, tenant, reader);
    }

    public PageRounds Rounds { get; }

    public IReadOnlyList<RowPlan> Plans => plans;

    public string Words => string.Create(CultureInfo.InvariantCulture, $"{database.Label}, {Rows / 1e6:0} million rows beside {others:N0} tenants");

    private long Rows => plans.Sum(plan => plan.KeywordDays + plan.CampaignDays + plan.AccountDays);

    /// <param name="server">Null: SQLite.</param>
    /// <param name="clock">Says what day it is.</param>
    public static async Task<GrowingPortal> StartAsync(PostgreSqlServer? server, TimeProvider clock)
    {
        var database = await PagesDatabase.CreateAsync(server);
        var portal = new PagesPortal(database);
        var tenant = await portal.StartAsync(clock);
        return new(database, portal, tenant, await portal.SignInAsync(), clock);
    }

    public async Task GrowAsync(RowPlan plan, TextWriter output)
    {
        var started = Stopwatch.GetTimestamp();
        await portal.InTenantAsync(tenant, new TenantRows(tenant, plan, clock).WriteAsync);
        plans.Add(plan);
        var taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await database.SettleAsync();
        await portal.InTenantAsync(tenant, services => TenantRows.CheckAsync(services, plans));
        var bytes = await database.BytesAsync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Words}: {plans.Sum(one => one.KeywordDays):N0} days of keywords, {plans.Sum(one => one.CampaignDays):N0} of campaigns, {plans.Sum(one => one.AccountDays):N0} of accounts; the last written in {taken:0} s, {bytes / 1e9:0.0} GB in all"));
    }

    /// <summary>Others come until they are so many.</summary>
    public async Task StandBesideAsync(int tenants)
    {
        for (; others < tenants; others++)
        {
            var other = await portal.FoundAsync($"Fabrikam {others}", $"fabrikam-{others}", null, clock);
            await portal.InTenantAsync(other, new TenantRows(other, RowPlan.OfNeighbour, clock).WriteAsync);
        }

        await database.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await portal.DisposeAsync();
        database.Dispose();
    }
}
