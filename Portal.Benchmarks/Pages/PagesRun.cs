using System.Globalization;
using Portal.Benchmarks.Performance;

namespace Portal.Benchmarks.Pages;

/// <summary>
/// The pages over a tenant's data against the lightest page of the same portal, which shows the frame and one small form; and against
/// the same pages of a portal with the same tenant beside few others, which take turns with it: first with many others, then with a tenant
/// that grows step by step.
/// </summary>
internal static class PagesRun
{
    private const double MostOfLightest = 5;
    private const double MostOfLightestAfterSync = 20;

    /// <summary>Between 10 tenants and 1,000: what others have is not this tenant's matter.</summary>
    private const double MostByOthers = 1.2;

    /// <summary>Of a first look, as a share of what the rows in the days shown grew by: a longer history is not their matter.</summary>
    private const double MostByHistory = 1.5;

    private const int DaysShown = 30;
    private static readonly int[] Others = [10, 1_000];
    private static readonly Looking[] Looks = [Looking.First, Looking.AfterSync, Looking.Then];

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var sizes = (Environment.GetEnvironmentVariable("ROWS") ?? "1,10").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        var only = Environment.GetEnvironmentVariable("DATABASE");
        var outcomes = only is null or "SQLite" ? await MeasureAsync(null, sizes, output) : [];
        await using var server = only is null or "PostgreSQL" ? await PostgreSqlServer.StartAsync() : null;
        if (server is not null)
        {
            outcomes.AddRange(await MeasureAsync(server, sizes, output));
        }
        else if (only != "SQLite")
        {
            await output.WriteLineAsync("PostgreSQL is not installed: its half is left out.");
        }

        return Outcome.Worst([.. outcomes]);
    }

    private static async Task<List<Outcome>> MeasureAsync(PostgreSqlServer? server, List<int> sizes, TextWriter output)
    {
        var (clock, table, outcomes) = (TimeProvider.System, new Table(output), new List<Outcome>());
        await using var small = await GrowingPortal.StartAsync(server, clock);
        await using var large = await GrowingPortal.StartAsync(server, clock);
        await small.StandBesideAsync(Others[0]);
        await large.StandBesideAsync(Others[1]);
        await small.GrowAsync(RowPlan.Growth[0].Plan, output);
        await large.GrowAsync(RowPlan.Growth[0].Plan, output);
        var (few, many) = await PageRounds.TakeAsync(small.Rounds, large.Rounds);
        outcomes.AddRange([.. Report(table, small.Words, few), .. Report(table, large.Words, many), .. CompareOthers(table, few, many)]);
        foreach (var (millions, plan) in RowPlan.Growth.Skip(1).TakeWhile(step => step.Millions <= sizes.Max()))
        {
            await large.GrowAsync(plan, output);
            if (sizes.Contains(millions))
            {
                var (before, now) = await PageRounds.TakeAsync(small.Rounds, large.Rounds);
                outcomes.AddRange([.. Report(table, large.Words, now), .. CompareGrowth(table, large.Plans, before, now)]);
            }
        }

        return outcomes;
    }

    private static List<Outcome> Report(Table table, string title, PageTimes times)
    {
        var outcomes = new List<Outcome>();
        table.Head($"{title}, {times.Rounds} rounds", "p50, ms", "p99, ms", "of lightest", "at most");
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
            double By(Looking looking) => many.Percentile(page, looking, 50) / few.Percentile(page, looking, 50);
            table.Line(page.Name, By(Looking.First), By(Looking.Then), MostByOthers);
            outcomes.Add(Outcome.AtMost(MostByOthers, By(Looking.First)));
            outcomes.Add(Outcome.AtMost(MostByOthers, By(Looking.Then)));
        }

        return outcomes;
    }

    private static List<Outcome> CompareGrowth(Table table, IReadOnlyList<RowPlan> plans, PageTimes before, PageTimes now)
    {
        var shown = (double)plans.Sum(Shown) / Shown(plans[0]);
        var all = (double)plans.Sum(plan => plan.KeywordDays) / plans[0].KeywordDays;
        table.Head($"growth from 1 million rows: {all:0.0} in all, {shown:0.0} in the days shown", "first", "of shown", "at most");
        var outcomes = new List<Outcome>();
        foreach (var page in PageRounds.Pages)
        {
            var by = now.Percentile(page, Looking.First, 50) / before.Percentile(page, Looking.First, 50);
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
        Looking.AfterSync when !page.ReadsNames => MostOfLightestAfterSync,
        _ => double.NaN,
    };
}
