using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Pages;

/// <summary>
/// The pages over a large tenant's data against the lightest page of the same portal, which shows the frame and one small form. One
/// request after the other; every round asks for each page, so that what else the machine does strikes all alike. A sync ends by computing
/// the figures for the process that it runs in, and the goal is held against the first look there; what a process of its own for pages
/// has to compute while somebody waits is printed beside it, without a goal.
/// </summary>
internal static class PagesRun
{
    private const int WarmUp = 20;
    private const int Rounds = 100;
    private const double MostOfEmpty = 5;
    private const double MostOfEmptyAfterSync = 20;
    private const string Empty = $"/{PagesPortal.Slug}/members/invite";
    private const string Dashboard = $"/{PagesPortal.Slug}";
    private const string Campaigns = $"/{PagesPortal.Slug}/campaigns";

    public static async Task<Outcome> Measure(TextWriter output)
    {
        var clock = TimeProvider.System;
        await using var portal = new PagesPortal();
        var tenant = await portal.StartAsync(clock);
        await portal.InTenantAsync(tenant, new CampaignRows(tenant, clock).WriteAsync);
        await portal.InTenantAsync(tenant, CampaignRows.CheckAsync);
        using var reader = await portal.SignInAsync();

        var rounds = new List<Round>();
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            rounds.Add(await Take(portal, tenant, reader));
        }

        return Report(new Table(output), rounds[WarmUp..]);
    }

    private static async Task<Round> Take(PagesPortal portal, PortalTenant tenant, PageReader reader)
    {
        await portal.InTenantAsync(tenant, AdvanceAsync);
        await portal.InTenantAsync(tenant, services => services.GetRequiredService<WarmFigures>().RunAsync(CancellationToken.None));
        var warmed = await TimeAsync(reader, Campaigns, "Brand shoes");
        await portal.InTenantAsync(tenant, AdvanceAsync);
        var first = await TimeAsync(reader, Campaigns, "Brand shoes");
        var then = await TimeAsync(reader, Campaigns, "Brand shoes");
        await TimeAsync(reader, Dashboard, "Brand shoes");
        var dashboard = await TimeAsync(reader, Dashboard, "Brand shoes");
        return new Round(await TimeAsync(reader, Empty, "Input.Email"), dashboard, warmed, first, then);

        static Task AdvanceAsync(IServiceProvider services) => services.GetRequiredService<PortalDb>().AdvanceDataVersionAsync(CancellationToken.None);
    }

    private static async Task<double> TimeAsync(PageReader reader, string path, string shows)
    {
        var (milliseconds, html) = await reader.ReadAsync(path);
        return html.Contains(shows, StringComparison.Ordinal) ? milliseconds : throw new InvalidOperationException($"{path} does not show {shows}.");
    }

    private static Outcome Report(Table table, List<Round> rounds)
    {
        var empty = Of(round => round.Empty).Median();
        table.Head($"{CampaignRows.Accounts * CampaignRows.CampaignsEach:N0} campaigns, {CampaignRows.Days} days each", "p50, ms", "p99, ms", "of empty", "at most");
        Line(Empty, round => round.Empty, double.NaN);
        Line($"{Campaigns}, first look after a sync by another process", round => round.First, double.NaN);
        return Outcome.Worst(
            Line($"{Dashboard} (the dashboard)", round => round.Dashboard, MostOfEmpty),
            Line($"{Campaigns}, first look after a sync", round => round.Warmed, MostOfEmptyAfterSync),
            Line($"{Campaigns}, then", round => round.Then, MostOfEmpty));

        double[] Of(Func<Round, double> page) => [.. rounds.Select(page)];

        Outcome Line(string name, Func<Round, double> page, double goal)
        {
            var (times, ratio) = (Of(page), Of(page).Median() / empty);
            table.Line(name, times.Median(), times.Percentile(99), ratio, goal);
            return Outcome.AtMost(goal, ratio);
        }
    }

    private sealed record Round(double Empty, double Dashboard, double Warmed, double First, double Then);
}
