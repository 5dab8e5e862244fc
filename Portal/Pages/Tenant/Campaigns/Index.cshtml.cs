using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Views;
using Portal.Security;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>All campaigns of the chosen accounts with their numbers; everything that is chosen stands in the address.</summary>
public sealed class IndexModel(DataScopes scopes, CampaignList campaigns, CampaignTrends trends, MarkedDays marked, CampaignDaySums days, Conversions conversions, ViewMenus menus, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public CampaignFilter Filter { get; private set; } = null!;

    public CampaignPage List { get; private set; } = null!;

    public IReadOnlyList<TrendedCampaign> Rows { get; private set; } = [];

    /// <summary>The sums of several currencies in one; null where there is nothing to convert, no rates, or too much was filtered out one by one.</summary>
    public ConvertedSum? Converted { get; private set; }

    public Finality Finality { get; private set; } = null!;

    public ViewMenu Views { get; private set; } = null!;

    public bool MayChange => member.MayActAs(Role.Admin);

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Views = await menus.ReadAsync("campaigns", Request, ct);
        if (ViewStart.Of(Views, Url) is { } start)
        {
            return start;
        }

        Scope = await scopes.ReadAsync(Request.Query, ct);
        Filter = CampaignFilter.Read(Request.Query);
        List = await campaigns.PageAsync(Scope, Filter, ct);
        Rows = await TrendedCampaign.AddAsync(List.Rows, trends, Scope, ct);
        Finality = Scope.FinalityOf(await marked.OfAsync(ReportKind.Campaign, Scope.Period, Scope.Version, ct), Scope.Shown);
        Converted = await ConvertedAsync(ct);
        return Page();
    }

    private async Task<ConvertedSum?> ConvertedAsync(CancellationToken ct)
    {
        if (!conversions.IsWanted(List.Sums.Select(sum => sum.Currency)))
        {
            return null;
        }

        if (!Filter.IsSet)
        {
            return conversions.Of(Scope, Scope.Shown, await days.OfAllAsync(Scope.Period, Scope.Version, ct));
        }

        var rows = await campaigns.FilteredAsync(Scope, Filter, ct);
        return rows.Count > CampaignDaySums.MostCampaigns ? null
            : conversions.Of(Scope, Scope.Shown, await days.OfAsync([.. rows.Select(row => (row.Facts.AccountId, row.Facts.CampaignId))], Scope.Period, ct));
    }
}
