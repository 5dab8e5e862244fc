using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>What somebody wants to have read again.</summary>
/// <param name="Account">Null: every chosen one whose login works.</param>
/// <param name="Report">Null: every one.</param>
public sealed record ReadAgain(AdsId<AdsAccount>? Account, ReportKind? Report, Period Period)
{
    public IReadOnlyList<ReportKind> Reports => Report is { } one ? [one] : Portal.Domain.Sync.Reports.All;
}

/// <summary>Begins a run of just the days, accounts and reports that somebody asks for. It goes before everything else of these accounts.</summary>
public sealed class StartAgain(PortalDb db, TimeProvider clock)
{
    /// <summary>More would keep the accounts busy for a day; a back-fill is the way then.</summary>
    public const int MostReports = 5000;

    /// <summary>How many reports it will ask Microsoft for.</summary>
    public async Task<Result<int>> CountAsync(ReadAgain asked, CancellationToken ct)
    {
        var plans = await PlanAsync(asked, ct);
        return plans.IsRefused ? plans.Refusal : plans.Value.Sum(plan => plan.Slices.Count);
    }

    public async Task<Result<StartedSync>> RunAsync(ReadAgain asked, Id<Person> by, CancellationToken ct)
    {
        var plans = await PlanAsync(asked, ct);
        if (plans.IsRefused)
        {
            return plans.Refusal;
        }

        var now = clock.GetUtcNow();
        var run = new SyncRun(db.CurrentTenantId, Id<SyncRun>.New(now), SyncTrigger.Person, by, now, SyncPurpose.ByHand);
        db.SyncRuns.Add(run);
        db.SyncSlices.AddRange(plans.Value.SelectMany(plan => plan.Slices.InOrder(run, plan.Account, now)));
        return new StartedSync(run.Id, [.. plans.Value.Select(plan => plan.Account)]);
    }

    private async Task<Result<List<Plan>>> PlanAsync(ReadAgain asked, CancellationToken ct)
    {
        var accounts = await db.Reachable().Where(account => asked.Account == null || account.AccountId == asked.Account).ToListAsync(ct);
        if (accounts.Count == 0)
        {
            return new Refusal(asked.Account is null
                ? "No chosen account has a login that works, so nothing can be read."
                : "This account is not among the chosen ones whose login works. Choose another.", "Account");
        }

        var now = clock.GetUtcNow();
        var newest = accounts.Max(account => AccountTimeZone.Today(account.TimeZone, now));
        if (asked.Period.To < asked.Period.From)
        {
            return new Refusal("The last day is before the first.", "To");
        }

        if (asked.Period.From > newest)
        {
            return new Refusal("These days are still to come. Choose days up to today.", "From");
        }

        var plans = accounts
            .Select(account => new Plan(account.AccountId, SyncPlan.Again(asked.Reports, asked.Period, AccountTimeZone.Today(account.TimeZone, now))))
            .Where(plan => plan.Slices.Count > 0)
            .ToList();
        return plans.Sum(plan => plan.Slices.Count) switch
        {
            0 => new Refusal($"Microsoft no longer has these days. The earliest day is {asked.Reports.Min(report => report.Earliest(newest)):d MMMM yyyy}.", "To"),
            > MostReports and var count => new Refusal($"That would be {count} reports, more than {MostReports} at a time. Take fewer days, accounts or reports; for years, plan a back-fill.", "From"),
            _ => plans,
        };
    }

    private sealed record Plan(AdsId<AdsAccount> Account, IReadOnlyList<PlannedSlice> Slices);
}
