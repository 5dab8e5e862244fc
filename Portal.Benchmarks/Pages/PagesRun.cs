using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Performance;

namespace Portal.Benchmarks.Pages;

/// <summary>
/// The pages over a tenant's data against the lightest page of the same portal, which shows the frame and one small form: while other
/// tenants come beside it, and while it grows. One database of each kind is made and grows step by step.
/// </summary>
internal static class PagesRun
{
    private const double MostOfLightest = 5;
    private const double MostOfLightestAfterSync = 20;

    /// <summary>Of the lightest page's share, between 10 tenants and 1,000: what others have is not this tenant's matter.</summary>
    private const double MostByOthers = 1.2;

    /// <summary>Of a first look, as a share of what the rows in the days shown grew by: a longer history is not their matter.</summary>
    private const double MostByHistory = 1.5;

    private const int DaysShown = 30;
    private static readonly int[] Others = [10, 1_000];
    private static readonly Looking[] Looks = [Looking.First, Looking.AfterSync, Looking.Then];

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var sizes = (Environment.GetEnvironmentVariable("ROWS") ?? "1,10").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        var outcomes = await MeasureAsync(null, sizes, output);
        await using var server = await PostgreSqlServer.StartAsync();
        if (server is null)
        {
            await output.WriteLineAsync("PostgreSQL is not installed: its half is left out.");
        }
        else
        {
            outcomes.AddRange(await MeasureAsync(server, sizes, output));
        }

        return Outcome.Worst([.. outcomes]);
    }

    private static async Task<List<Outcome>> MeasureAsync(PostgreSqlServer? server, List<int> sizes, TextWriter output)
    {
        var clock = TimeProvider.System;
        using var database = await PagesDatabase.CreateAsync(server);
        await using var portal = new PagesPortal(database);
        var tenant = await portal.StartAsync(clock);
        using var reader = await portal.SignInAsync();
        var (rounds, outcomes, plans) = (new PageRounds(portal, tenant, reader), new List<Outcome>(), new List<RowPlan>());

        await GrowAsync(RowPlan.Growth[0]);
        var (few, many) = (await BesideAsync(0, Others[0]), await BesideAsync(Others[0], Others[1]));
        outcomes.AddRange(CompareOthers(new Table(output), few, many));
        foreach (var step in RowPlan.Growth.Skip(1).TakeWhile(step => step.Millions <= sizes.Max()))
        {
            await GrowAsync(step);
            var times = await TakeAsync($"{step.Millions} million rows beside {Others[1]:N0} tenants", sizes.Contains(step.Millions));
            outcomes.AddRange(times is null ? [] : CompareGrowth(new Table(output), plans, many, times));
        }

        return outcomes;

        async Task GrowAsync((int Millions, RowPlan Plan) step)
        {
            var started = Stopwatch.GetTimestamp();
            await portal.InTenantAsync(tenant, new TenantRows(tenant, step.Plan, clock).WriteAsync);
            plans.Add(step.Plan);
            var taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await database.SettleAsync();
            await portal.InTenantAsync(tenant, services => TenantRows.CheckAsync(services, plans));
            var bytes = await database.BytesAsync();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{database.Label}: {plans.Sum(plan => plan.KeywordDays):N0} days of keywords, {plans.Sum(plan => plan.CampaignDays):N0} of campaigns, {plans.Sum(plan => plan.AccountDays):N0} of accounts; written in {taken:0} s, {bytes / 1e9:0.0} GB"));
        }

        async Task<PageTimes> BesideAsync(int from, int to)
        {
            for (var number = from; number < to; number++)
            {
                var other = await portal.FoundAsync($"Fabrikam {number}", $"fabrikam-{number}", null, clock);
                await portal.InTenantAsync(other, new TenantRows(other, RowPlan.OfNeighbour, clock).WriteAsync);
            }

            await database.SettleAsync();
            return await TakeAsync($"1 million rows beside {to:N0} tenants", true) ?? throw new UnreachableException();
        }

        async Task<PageTimes?> TakeAsync(string title, bool wanted)
        {
            if (!wanted)
            {
                return null;
            }

            var times = await rounds.TakeAsync();
            outcomes.AddRange(Report(new Table(output), $"{database.Label}, {title}, {times.Rounds} rounds", times));
            return times;
        }
    }

    private static List<Outcome> Report(Table table, string title, PageTimes times)
    {
        var outcomes = new List<Outcome>();
        table.Head(title, "p50, ms", "p99, ms", "of lightest", "at most");
        table.Line(PageRounds.Lightest.Name, times.Percentile(PageRounds.Lightest, Looking.Then, 50), times.Percentile(PageRounds.Lightest, Looking.Then, 99), 1);
        foreach (var (page, looking) in PageRounds.Pages.SelectMany(_ => Looks, (page, looking) => (page, looking)))
        {
            var (ratio, goal) = (times.OfLightest(page, looking), Goal(page, looking));
            table.Line($"{page.Name}, {Words(looking)}", times.Percentile(page, looking, 50), times.Percentile(page, looking, 99), ratio, goal);
            outcomes.AddRange(double.IsNaN(goal) ? [] : [Outcome.AtMost(goal, ratio)]);
        }

        return outcomes;
    }

    private static List<Outcome> CompareOthers(Table table, PageTimes few, PageTimes many)
    {
        var outcomes = new List<Outcome>();
        table.Head($"growth from {Others[0]:N0} other tenants to {Others[1]:N0}", "first", "then", "at most");
        foreach (var page in PageRounds.Pages)
        {
            double By(Looking looking) => many.OfLightest(page, looking) / few.OfLightest(page, looking);
            table.Line(page.Name, By(Looking.First), By(Looking.Then), MostByOthers);
            outcomes.Add(Outcome.AtMost(MostByOthers, By(Looking.First)));
            outcomes.Add(Outcome.AtMost(MostByOthers, By(Looking.Then)));
        }

        return outcomes;
    }

    private static List<Outcome> CompareGrowth(Table table, List<RowPlan> plans, PageTimes before, PageTimes now)
    {
        var shown = (double)plans.Sum(Shown) / Shown(plans[0]);
        var all = (double)plans.Sum(plan => plan.KeywordDays) / plans[0].KeywordDays;
        table.Head($"growth from 1 million rows: {all:0.0} in all, {shown:0.0} in the days shown", "first", "of shown", "at most");
        var outcomes = new List<Outcome>();
        foreach (var page in PageRounds.Pages)
        {
            var by = now.OfLightest(page, Looking.First) / before.OfLightest(page, Looking.First);
            table.Line(page.Name, by, by / shown, MostByHistory);
            outcomes.Add(Outcome.AtMost(MostByHistory, by / shown));
        }

        return outcomes;

        static long Shown(RowPlan plan) => (long)plan.Accounts * plan.Keywords * Math.Min(DaysShown, plan.Days);
    }

    private static string Words(Looking looking) => looking switch { Looking.First => "first look", Looking.AfterSync => "first look after a sync", _ => "then" };

    /// <summary>A first look has to read: it is judged by what it grows with.</summary>
    private static double Goal(AskedPage page, Looking looking) => looking switch
    {
        Looking.Then => MostOfLightest,
        Looking.AfterSync when page != PageRounds.Pages[^1] => MostOfLightestAfterSync,
        _ => double.NaN,
    };
}
