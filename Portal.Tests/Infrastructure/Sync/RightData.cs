using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Emulator.Traffic;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;
using ReportKind = Portal.Domain.Sync.ReportKind;

namespace Portal.Tests.Infrastructure.Sync;

/// <summary>How every test of a fault ends: what is stored is the emulator's own, row by row, and nothing was asked for twice without need.</summary>
internal static class RightData
{
    /// <summary>Answers that did not come, so that Microsoft was asked in vain.</summary>
    private static readonly FaultKind[] Lost = [FaultKind.Truncate, FaultKind.Stall, FaultKind.Html, FaultKind.NotFound];

    /// <param name="again">How many reports had to be asked for once more; null where that is no question.</param>
    /// <param name="filesAgain">The same of the files of entities.</param>
    /// <param name="tenant">Whose account it is; null is the stage's own tenant.</param>
    public static async Task AssertRightAsync(this MicrosoftStage stage, AdsAccount account, int? again = 0, int filesAgain = 0, PortalTenant? tenant = null)
    {
        var mine = await QueryAsync(db => db.SyncSlices.AsNoTracking().Where(slice => slice.AccountId == account.AccountId).OrderBy(slice => slice.Id).ToListAsync());
        if (again is { } reports)
        {
            Assert.Equal(
                (mine.Count(slice => slice.Report is not null) + reports, mine.Count(slice => slice.Report is null) + filesAgain),
                (stage.Accepted(account, "GenerateReport/Submit"), stage.Accepted(account, "Campaigns/DownloadBy")));
        }

        stage.Faults.Clear();
        stage.Time.Ahead = default;
        stage.Emulated.ReportPolls = 0;

        // Late conversions move with every second of the emulator's clock; older days stand still.
        var days = mine.Where(slice => slice is { Kind: SliceKind.AccountReport, State: SliceState.Done }).Select(slice => slice.Period!.Value).ToList();
        var settled = new Period(days.Min(period => period.From), days.Max(period => period.To).AddDays(-45));
        foreach (var report in new[] { ReportKind.Account, ReportKind.Campaign, ReportKind.Keyword })
        {
            var shown = await stage.InTenantAsync(services => GrainLines.ShownAsync(services.GetRequiredService<IAdsApi>(), account, report, settled), tenant: tenant);
            Assert.NotEmpty(shown);
            Assert.Equal(shown, await QueryAsync(db => GrainLines.StoredAsync(db, account.AccountId, report, settled)));
        }

        Assert.Equal(stage.Shown(account), await QueryAsync(db => EntityLines.StoredAsync(db, account.AccountId)));

        Task<T> QueryAsync<T>(Func<PortalDb, Task<T>> query) => stage.InTenantAsync(services => query(services.GetRequiredService<PortalDb>()), tenant: tenant);
    }

    /// <summary>Requests that Microsoft took and whose answers came back.</summary>
    public static int Accepted(this MicrosoftStage stage, AdsAccount account, string path) => stage.Log.Entries.Count(entry =>
        entry.Status == 200 && entry.AccountId == account.AccountId.Value && entry.Path.Contains(path, StringComparison.OrdinalIgnoreCase)
        && !(entry.Fault is { } fault && Lost.Contains(fault)) && entry is not { Fault: FaultKind.Code });
}
