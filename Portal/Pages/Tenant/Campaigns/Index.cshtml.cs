using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Security;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>All campaigns of the chosen accounts with their numbers; everything that is chosen stands in the address.</summary>
public sealed class IndexModel(DataScopes scopes, CampaignList campaigns, CampaignTrends trends, MarkedDays marked, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public CampaignFilter Filter { get; private set; } = null!;

    public CampaignPage List { get; private set; } = null!;

    public IReadOnlyList<TrendedCampaign> Rows { get; private set; } = [];

    public Finality Finality { get; private set; } = null!;

    public bool MayChange => member.MayActAs(Role.Admin);

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Scope = await scopes.ReadAsync(Request.Query, ct);
        Filter = CampaignFilter.Read(Request.Query);
        List = await campaigns.PageAsync(Scope, Filter, ct);
        Rows = await TrendedCampaign.AddAsync(List.Rows, trends, Scope, ct);
        Finality = Scope.FinalityOf(await marked.OfAsync(ReportKind.Campaign, Scope.Period, Scope.Version, ct), Scope.Shown);
    }
}
