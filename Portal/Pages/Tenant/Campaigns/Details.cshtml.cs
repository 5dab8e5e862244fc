using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Changes;
using Portal.Pages.Tenant.Entities;
using Portal.Security;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>One campaign: what it did, day by day, what it is made of, and who changed it.</summary>
public sealed class DetailsModel(PortalDb db, DataScopes scopes, MarkedDays marked, CampaignTrends trends, CampaignParts parts, ChangeList changes, EntityUses uses, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public ChosenAccount Account { get; private set; } = null!;

    public Campaign Campaign { get; private set; } = null!;

    public OverviewFigures Figures { get; private set; } = null!;

    public IReadOnlyList<AdGroupRow> AdGroups { get; private set; } = [];

    public Finality FinalityOfAdGroups { get; private set; } = null!;

    public EntityUseList Attached { get; private set; } = EntityUseList.None;

    public ChangePage Changes { get; private set; } = new([], 1, 0);

    public IReadOnlyList<AuditEntry> Audit { get; private set; } = [];

    public bool MayChange => member.MayActAs(Role.Admin) && Campaign.RemovedAt is null;

    public async Task<IActionResult> OnGetAsync(long account, long campaign, string? metric, [FromQuery(Name = "page")] int page, CancellationToken ct)
    {
        Scope = await scopes.ReadAsync(Request.Query, ct);
        var found = await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(row => row.AccountId == new AdsId<AdsAccount>(account) && row.CampaignId == new AdsId<Campaign>(campaign), ct);
        if (found is null || Scope.Find(found.AccountId) is not { } owner)
        {
            return NotFound();
        }

        (Campaign, Account) = (found, owner);
        Figures = await FiguresAsync(Metric.Read(metric), ct);
        AdGroups = await parts.AdGroupsAsync(found.AccountId, found.CampaignId, Scope.Period, ct);
        FinalityOfAdGroups = Scope.FinalityOf(await marked.OfAsync(ReportKind.AdGroup, Scope.Period, Scope.Version, ct), [Account]);
        Attached = await uses.OnAsync(found.AccountId, EntityKind.Campaign, found.CampaignId.Value, ct);
        Changes = await changes.OfAsync(found.AccountId, EntityKind.Campaign, found.CampaignId.Value, page, ct);
        Audit = await AuditAsync(ct);
        return Page();
    }

    private async Task<OverviewFigures> FiguresAsync(Metric metric, CancellationToken ct)
    {
        var whole = new Domain.Period(Scope.Choice.Before.From, Scope.Period.To);
        var days = await trends.OfAsync(Campaign.AccountId, Campaign.CampaignId, whole, ct);
        var finality = Scope.FinalityOf(await marked.OfAsync(ReportKind.Campaign, Scope.Period, Scope.Version, ct), [Account]);
        var before = Scope.FinalityBefore(await marked.OfAsync(ReportKind.Campaign, Scope.Choice.Before, Scope.Version, ct), [Account]);
        return new(
            Account.Currency, 1, Sum(days, Scope.Period), Sum(days, Scope.Choice.Before), days.Keys.Any(Scope.Choice.Before.Contains), finality, before, finality, metric,
            DailyTrend.Of(Scope.Choice, days, finality, metric), [], 1);
    }

    private static Totals Sum(Dictionary<DateOnly, Totals> days, Domain.Period period) =>
        days.Where(day => period.Contains(day.Key)).Aggregate(default(Totals), (sum, day) => sum + day.Value);

    private Task<List<AuditEntry>> AuditAsync(CancellationToken ct)
    {
        var id = Campaign.CampaignId.ToString();
        return db.AuditEntries.AsNoTracking().Where(entry => entry.Subject == nameof(Campaign) && entry.SubjectId == id)
            .OrderByDescending(entry => entry.Id).Take(20).ToListAsync(ct);
    }
}
