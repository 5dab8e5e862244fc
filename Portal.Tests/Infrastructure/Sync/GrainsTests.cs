using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>Every report against the emulator, row by row. Files are ready at once, so that no time passes and every number can be compared.</summary>
public sealed class GrainsTests
{
    [Fact]
    public async Task Every_row_of_every_report_is_stored_and_follows_what_Microsoft_restates()
    {
        var (stage, accounts) = await SyncStage.OpenAsync(change: options => (options.ReportPolls, options.Bulk.Polls) = (0, 0));
        await using var _ = stage;

        var first = await SyncAsync(stage);
        Assert.Equal(Reports.All.Order(), first.Select(slice => slice.Report!.Value).Distinct().Order());
        await AssertSameAsync(stage, accounts[0], first);

        // The same again: nothing is new.
        Assert.All(await SyncAsync(stage), slice => Assert.Equal((0, 0, 0), (slice.Added, slice.Changed, slice.Removed)));

        // A week later everything is read again: new days, late conversions, and shares that come at last.
        stage.Clock.Advance(TimeSpan.FromDays(7));
        var later = await SyncAsync(stage);
        var restated = later.Where(slice => slice.Changed > 0).Select(slice => slice.Report!.Value).Distinct();
        Assert.Equal(Reports.All.Order(), restated.Order());
        await AssertSameAsync(stage, accounts[0], later);
    }

    private static async Task<List<SyncSlice>> SyncAsync(MicrosoftStage stage)
    {
        var run = await stage.SyncAsync();
        Assert.Equal(SyncRunState.Succeeded, run.State);
        return [.. (await stage.SlicesAsync()).Where(slice => slice.RunId == run.Id && slice.Report is not null)];
    }

    private static async Task AssertSameAsync(MicrosoftStage stage, AdsAccount account, List<SyncSlice> slices)
    {
        foreach (var (report, period) in slices.Select(slice => (slice.Report!.Value, slice.Period!.Value)))
        {
            var shown = await stage.InTenantAsync(services => GrainLines.ShownAsync(services.GetRequiredService<IAdsApi>(), account, report, period));
            Assert.True(shown.Count > 0, $"{report} has no rows.");
            Assert.Equal(shown.Count, shown.Distinct().Count());
            Assert.Equal(shown, await stage.QueryAsync(db => GrainLines.StoredAsync(db, account.AccountId, report, period)));
        }
    }
}
