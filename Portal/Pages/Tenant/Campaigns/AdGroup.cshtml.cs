using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Changes;
using Portal.Pages.Tenant.Entities;

namespace Portal.Pages.Tenant.Campaigns;

/// <summary>One ad group: its keywords with their sums, and its ads.</summary>
public sealed class AdGroupModel(PortalDb db, DataScopes scopes, CampaignParts parts, MarkedDays marked, ChangeList changes, EntityUses uses) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public ChosenAccount Account { get; private set; } = null!;

    public AdGroup Group { get; private set; } = null!;

    public string CampaignName { get; private set; } = "";

    public IReadOnlyList<KeywordRow> Keywords { get; private set; } = [];

    public Finality Finality { get; private set; } = null!;

    public EntityUseList Attached { get; private set; } = EntityUseList.None;

    public ChangePage Changes { get; private set; } = new([], 1, 0);

    public IReadOnlyList<AdRow> Ads { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long account, long adGroup, [FromQuery(Name = "page")] int page, CancellationToken ct)
    {
        Scope = await scopes.ReadAsync(Request.Query, ct);
        var found = await db.AdGroups.AsNoTracking().FirstOrDefaultAsync(row => row.AccountId == new AdsId<AdsAccount>(account) && row.AdGroupId == new AdsId<AdGroup>(adGroup), ct);
        if (found is null || Scope.Find(found.AccountId) is not { } owner)
        {
            return NotFound();
        }

        (Group, Account) = (found, owner);
        CampaignName = await db.Campaigns.Where(row => row.AccountId == found.AccountId && row.CampaignId == found.CampaignId).Select(row => row.Name).FirstOrDefaultAsync(ct) ?? "Campaign";
        Keywords = await parts.KeywordsAsync(found.AccountId, found.AdGroupId, Scope.Period, ct);
        Finality = Scope.FinalityOf(await marked.OfAsync(ReportKind.Keyword, Scope.Period, Scope.Version, ct), [Account]);
        Attached = await uses.OnAsync(found.AccountId, EntityKind.AdGroup, found.AdGroupId.Value, ct);
        Changes = await changes.OfAsync(found.AccountId, EntityKind.AdGroup, found.AdGroupId.Value, page, ct);
        Ads = await parts.AdsAsync(found.AccountId, found.AdGroupId, ct);
        return Page();
    }
}
