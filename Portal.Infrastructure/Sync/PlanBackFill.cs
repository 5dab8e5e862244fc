using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>What somebody wants to have of the years before.</summary>
/// <param name="Account">Null: every chosen one.</param>
/// <param name="Report">Null: every one.</param>
public sealed record WantedBackFill(AdsId<AdsAccount>? Account, ReportKind? Report, DateOnly From)
{
    public IReadOnlyList<ReportKind> Reports => Report is { } one ? [one] : Portal.Domain.Sync.Reports.All;
}

/// <summary>Says what a back-fill would bring, and takes the wish down. Carrying it out is <see cref="StartBackFill"/>'s.</summary>
public sealed class PlanBackFill(PortalDb db, TimeProvider clock)
{
    public async Task<Result<BackFillEstimate>> EstimateAsync(WantedBackFill wanted, CancellationToken ct)
    {
        var parts = await PartsAsync(wanted, ct);
        return parts.IsRefused ? parts.Refusal : parts.Value.Aggregate(default(BackFillEstimate), (sum, part) => sum + part.Estimate);
    }

    /// <summary>A wish for the same account and report is replaced; what was read stays read.</summary>
    public async Task<Result<int>> AskAsync(WantedBackFill wanted, Id<Person> by, CancellationToken ct)
    {
        var parts = await PartsAsync(wanted, ct);
        if (parts.IsRefused)
        {
            return parts.Refusal;
        }

        var known = (await db.BackFills.Where(backFill => wanted.Account == null || backFill.AccountId == wanted.Account).ToListAsync(ct)).ToDictionary(one => (one.AccountId, one.Report));
        foreach (var part in parts.Value)
        {
            if (!known.TryGetValue((part.Account, part.Report), out var backFill))
            {
                db.BackFills.Add(backFill = new(db.CurrentTenantId, part.Account, part.Report));
            }

            backFill.Ask(wanted.From, by, clock.GetUtcNow());
        }

        return parts.Value.Select(part => part.Account).Distinct().Count();
    }

    private async Task<Result<List<Part>>> PartsAsync(WantedBackFill wanted, CancellationToken ct)
    {
        var accounts = await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen && (wanted.Account == null || account.AccountId == wanted.Account)).ToListAsync(ct);
        if (accounts.Count == 0)
        {
            return new Refusal("No such account is chosen. Choose one of the list.", "Account");
        }

        var now = clock.GetUtcNow();
        var today = accounts.Max(account => AccountTimeZone.Today(account.TimeZone, now));
        if (wanted.From < today.AddMonths(-BackFillPlan.MostMonths))
        {
            return new Refusal($"Microsoft keeps {BackFillPlan.MostMonths} months. Choose a day from {today.AddMonths(-BackFillPlan.MostMonths):d MMMM yyyy} on.", "From");
        }

        var read = wanted.Reports.Min(report => report.FirstDays());
        if (wanted.From > today.AddDays(-read))
        {
            return new Refusal($"The last {read} days are read by every sync. Choose an earlier day.", "From");
        }

        var seen = (await db.ReportHistories.AsNoTracking().Where(history => wanted.Account == null || history.AccountId == wanted.Account).ToListAsync(ct)).ToDictionary(one => (one.AccountId, one.Report));
        var parts = (
            from account in accounts
            from report in wanted.Reports
            let history = seen.GetValueOrDefault((account.AccountId, report))
            let left = BackFillPlan.Left(report, wanted.From, AccountTimeZone.Today(account.TimeZone, now), history?.Days ?? ReadDays.None).ToList()
            where left.Count > 0
            select new Part(account.AccountId, report, BackFillEstimate.Of(left, history))).ToList();
        return parts.Count > 0 ? parts : new Refusal("Everything that Microsoft still has of these days is here already.", "From");
    }

    private sealed record Part(AdsId<AdsAccount> Account, ReportKind Report, BackFillEstimate Estimate);
}
