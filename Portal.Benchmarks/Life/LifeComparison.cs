using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.Connections;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Emulator.World.Campaigns;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Infrastructure.Sync;

namespace Portal.Benchmarks.Life;

/// <summary>What is stored against what Microsoft shows, row by row, while no time passes.</summary>
internal sealed record LifeComparison(int Rows, int Differing, int Twice)
{
    private static readonly LifeComparison Nothing = new(0, 0, 0);

    /// <summary>Every report over the days since its first sync, for every chosen account.</summary>
    public static Task<LifeComparison> OfReportsAsync(ConnectionsStage stage, PortalTenant tenant, DateTimeOffset begin, DateTimeOffset now, TextWriter output) => stage.Process.InTenantAsync(tenant, async services =>
    {
        var (db, ads, all) = (services.GetRequiredService<PortalDb>(), services.GetRequiredService<IAdsApi>(), Nothing);
        foreach (var account in await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).ToListAsync())
        {
            foreach (var report in Reports.All)
            {
                var whole = new Period(AccountTimeZone.Today(account.TimeZone, begin).AddDays(1 - report.FirstDays()), AccountTimeZone.Today(account.TimeZone, now));
                var (shown, stored) = (new List<string>(), await GrainLines.StoredAsync(db, account.AccountId, report, whole));
                foreach (var piece in SyncPlan.Cut(whole, report.MostDays()))
                {
                    shown.AddRange(await GrainLines.ShownAsync(ads, account, report, piece));
                }

                all += Compare($"{report} of {account.AccountId}", shown, stored, output);
            }
        }

        return all;
    });

    /// <summary>Everything the accounts are made of.</summary>
    public static Task<LifeComparison> OfEntitiesAsync(ConnectionsStage stage, PortalTenant tenant, TextWriter output) => stage.Process.InTenantAsync(tenant, async services =>
    {
        var (db, world, directory) = (services.GetRequiredService<PortalDb>(), stage.Emulated.GetRequiredService<CampaignWorld>(), stage.Emulated.GetRequiredService<Portal.Emulator.World.Directory>());
        var all = Nothing;
        foreach (var account in await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen).Select(account => account.AccountId).ToListAsync())
        {
            var tree = world.Of(directory.AccountBy(account.Value) ?? throw new InvalidOperationException("The emulator has no such account."));
            all += Compare($"entities of {account}", EntityLines.Shown(tree), await EntityLines.StoredAsync(db, account), output);
        }

        return all;
    });

    public static LifeComparison operator +(LifeComparison one, LifeComparison other) => new(one.Rows + other.Rows, one.Differing + other.Differing, one.Twice + other.Twice);

    /// <summary>The first that differ are written out.</summary>
    private static LifeComparison Compare(string what, IReadOnlyList<string> shown, IReadOnlyList<string> stored, TextWriter output)
    {
        if (shown.Count == 0)
        {
            // Nothing would be proved.
            output.WriteLine($"{what}: Microsoft shows nothing.");
            return new(0, 1, 0);
        }

        var (missing, surplus) = (Without(shown, stored), Without(stored, shown));
        foreach (var line in missing.Take(3).Select(line => $"  shown:  {line}").Concat(surplus.Take(3).Select(line => $"  stored: {line}")))
        {
            output.WriteLine($"{what}{line}");
        }

        return new(shown.Count, Math.Max(missing.Count, surplus.Count), stored.Count - stored.Distinct().Count() - (shown.Count - shown.Distinct().Count()));
    }

    /// <summary>Each as often as it is there.</summary>
    private static List<string> Without(IReadOnlyList<string> lines, IReadOnlyList<string> others)
    {
        var left = others.CountBy(line => line).ToDictionary();
        return [.. lines.Where(line => left.GetValueOrDefault(line) == 0 || left[line]-- == 0)];
    }
}
