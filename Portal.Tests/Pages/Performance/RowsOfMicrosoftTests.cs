using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Sync;
using Portal.Pages.Tenant.Performance;
using Portal.Tests.Harness;
using Portal.Tests.Infrastructure.Sync;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Pages.Performance;

/// <summary>What the data pages show after a sync, held against Microsoft's own files, which are read here in the simplest way there is.</summary>
public sealed class RowsOfMicrosoftTests(MicrosoftApp app) : IClassFixture<MicrosoftApp>
{
    private static readonly Period Shown = new(new(2026, 11, 1), new(2026, 11, 20));

    [Fact]
    public async Task After_a_sync_the_totals_of_the_data_pages_are_the_sums_of_Microsofts_rows()
    {
        using var visit = await Visit.StartAsync(app, "synced");
        var account = await ConnectOneAsync(visit);
        await SyncAsync(visit, account);

        foreach (var grain in Grains.All.Where(grain => grain.Key is "ad-groups" or "keywords" or "ads" or "search-terms" or "places" or "devices"))
        {
            var lines = await LinesAsync(visit, account, grain.Report);
            var sums = lines.Aggregate(default(Totals), (sum, line) => sum + line);
            Assert.True(sums is { SpendMicros: > 0, Clicks: > 0 }, $"Microsoft has no {grain.Key}, so nothing would be compared.");

            await visit.Browser.GetAsync($"/{visit.Organisation.Slug}/performance/{grain.Key}?range=custom&from=2026-11-01&to=2026-11-20");

            var foot = visit.Browser.Page.QuerySelector("tfoot tr");
            Assert.True(foot is not null, $"{grain.Key}: {visit.Browser.Html}");
            Assert.Equal(
                (grain.Key, string.Join(' ', GrainFigure.All(FigureSet.Usual).Select(figure => figure.Read(new GrainSums(sums), account.CurrencyCode)))),
                (grain.Key, string.Join(' ', foot.QuerySelectorAll("td.n").Select(cell => cell.TextContent.Trim()))));
        }
    }

    private static async Task<AdsAccount> ConnectOneAsync(Visit visit)
    {
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync("maria@northwind.example"));
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");
        var first = visit.Browser.Page.QuerySelector("input[name='Form.Chosen']")!.GetAttribute("value")!;
        await visit.Browser.SubmitAsync("Use the chosen accounts", ("Form.Chosen", first));
        return await visit.WithDatabaseAsync(db => db.AdsAccounts.AsNoTracking().SingleAsync(account => account.IsChosen));
    }

    /// <summary>Carries the run that the choice of the account began, as its job does, to its end.</summary>
    private async Task SyncAsync(Visit visit, AdsAccount account)
    {
        var run = (await visit.WithDatabaseAsync(db => db.SyncRuns.AsNoTracking().SingleAsync())).Id;
        var next = (DateTimeOffset?)app.SharedClock.GetUtcNow();
        while (next is { } at)
        {
            app.SharedClock.Advance(TimeSpan.FromTicks(Math.Max(0, (at - app.SharedClock.GetUtcNow()).Ticks)));
            await app.InTenantAsync(visit.Organisation.Id, async turn => next = await turn.GetRequiredService<SyncAccount>().RunAsync(run, account.AccountId, null, CancellationToken.None));
        }

        Assert.Equal(SyncRunState.Succeeded, (await visit.WithDatabaseAsync(db => db.SyncRuns.AsNoTracking().SingleAsync())).State);
    }

    private async Task<List<Totals>> LinesAsync(Visit visit, AdsAccount account, ReportKind report)
    {
        List<string> lines = [];
        await app.InTenantAsync(visit.Organisation.Id, async services => lines = await GrainLines.ShownAsync(services.GetRequiredService<IAdsApi>(), account, report, Shown));
        return lines.ConvertAll(line => Array.ConvertAll(line.Split(" | ")[^5..], Number) is [var impressions, var clicks, var spend, var conversions, var revenue]
            ? new Totals(impressions, clicks, spend, conversions, revenue)
            : throw new InvalidOperationException($"The line has fewer than five numbers: {line}"));

        static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
