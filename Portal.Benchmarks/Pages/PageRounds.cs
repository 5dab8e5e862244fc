using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Benchmarks.Pages;

/// <summary>A page that is asked for, and what it has to show.</summary>
/// <param name="ReadsNames">Beside the sums, which the sync computes, it reads the names of all rows.</param>
internal sealed record AskedPage(string Name, string Path, string Shows, bool ReadsNames = false);

/// <summary>
/// How a page is looked at: at first after the data has changed, in a process that did not sync and so has nothing computed; at first where
/// the sync itself computed what is looked at most; and then.
/// </summary>
internal enum Looking
{
    First,
    AfterSync,
    Then,
}

/// <summary>
/// Asks for all pages, one request after the other; every round asks for each page and for the lightest page of the same portal, so that
/// what else the machine does strikes all alike.
/// </summary>
internal sealed class PageRounds(PagesPortal portal, PortalTenant tenant, PageReader reader)
{
    private const int WarmUp = 3;
    private const int Most = 100;
    private const int Least = 10;

    public static readonly AskedPage Lightest = new("the lightest page", $"/{PagesPortal.Slug}/members/invite", "Input.Email");

    public static readonly AskedPage[] Pages =
    [
        new("dashboard", $"/{PagesPortal.Slug}", "Brand shoes"),
        new("campaigns", $"/{PagesPortal.Slug}/campaigns", "Brand shoes"),
        new("keywords", $"/{PagesPortal.Slug}/performance/keywords", "trail shoes"),
        new("keywords, searched", $"/{PagesPortal.Slug}/performance/keywords?q=shoes+8", "trail shoes 8", ReadsNames: true),
        new("keywords by name", $"/{PagesPortal.Slug}/performance/keywords?sort=name", "trail shoes", ReadsNames: true),
    ];

    /// <summary>Enough for a figure, and fewer where a page is slow.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(40);

    /// <summary>The two portals take turns, so that a machine that gets slower does so for both.</summary>
    public static async Task<(PageTimes One, PageTimes Other)> TakeAsync(PageRounds one, PageRounds other)
    {
        var times = (One: new PageTimes(), Other: new PageTimes());
        for (var round = 0; round < WarmUp; round++)
        {
            await one.TakeAsync(new PageTimes());
            await other.TakeAsync(new PageTimes());
        }

        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < Most && (round < Least || Stopwatch.GetElapsedTime(started) < LongEnough); round++)
        {
            await one.TakeAsync(times.One);
            await other.TakeAsync(times.Other);
        }

        return times;
    }

    private async Task TakeAsync(PageTimes times)
    {
        times.Add(Lightest, Looking.Then, await TimeAsync(Lightest));
        await portal.InTenantAsync(tenant, AdvanceAsync);
        await portal.InTenantAsync(tenant, services => services.GetRequiredService<WarmFigures>().RunAsync(CancellationToken.None));
        foreach (var page in Pages)
        {
            times.Add(page, Looking.AfterSync, await TimeAsync(page));
        }

        foreach (var page in Pages)
        {
            await portal.InTenantAsync(tenant, AdvanceAsync);
            times.Add(page, Looking.First, await TimeAsync(page));
            times.Add(page, Looking.Then, await TimeAsync(page));
        }

        static Task AdvanceAsync(IServiceProvider services) => services.GetRequiredService<PortalDb>().AdvanceDataVersionAsync(CancellationToken.None);
    }

    private async Task<double> TimeAsync(AskedPage page)
    {
        var (milliseconds, html) = await reader.ReadAsync(page.Path);
        return html.Contains(page.Shows, StringComparison.Ordinal) ? milliseconds : throw new InvalidOperationException($"{page.Path} does not show {page.Shows}.");
    }
}
