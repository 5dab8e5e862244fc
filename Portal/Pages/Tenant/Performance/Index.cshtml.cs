using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Views;
using Portal.Security;

namespace Portal.Pages.Tenant.Performance;

/// <summary>The rows of one grain with their numbers; everything that is chosen stands in the address.</summary>
public sealed class IndexModel(DataScopes scopes, GrainList grains, MarkedDays marked, CampaignSearch campaigns, ViewMenus menus, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public GrainChoice Choice { get; private set; } = null!;

    public IReadOnlyList<GrainLine> Lines { get; private set; } = [];

    public IReadOnlyList<(GrainTotal Total, GrainSums? Before)> Totals { get; private set; } = [];

    public Finality Finality { get; private set; } = null!;

    /// <summary>The campaign that the rows are of, as the mirror calls it; null where none is chosen.</summary>
    public string? Campaign { get; private set; }

    /// <summary>Which campaigns fit what was typed; null where nothing was.</summary>
    public FoundCampaigns? Found { get; private set; }

    public ViewMenu Views { get; private set; } = null!;

    public int Rows => Totals.Sum(total => total.Total.Rows);

    public int Number { get; private set; } = 1;

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task<IActionResult> OnGetAsync(string? grain, CancellationToken ct)
    {
        if (Grains.Find(grain ?? Grains.All[0].Key) is not { } found)
        {
            return NotFound();
        }

        Views = await menus.ReadAsync(found.Key, Request, ct);
        if (ViewStart.Of(Views, Url) is { } start)
        {
            return start;
        }

        Scope = await scopes.ReadAsync(Request.Query, ct);
        Choice = GrainChoice.Read(found, Request.Query);
        Found = Choice.CampaignSought is { } sought ? await campaigns.FindAsync(sought, Scope.Account?.Id, ct) : null;
        if (Found is { Campaigns: [var only] })
        {
            return LocalRedirect(Address.Of(Request).With(("find", null), ("page", null), ("campaign", only.Id.ToString())));
        }

        var (filter, before) = (Choice.Filter(Scope), Choice.Before(Scope));
        var totals = await grains.TotalsAsync(found, filter, ct);
        var then = before is { } period ? (await grains.TotalsAsync(found, filter with { Period = period }, ct)).ToDictionary(total => total.Currency, total => total.Sums) : null;
        Totals = [.. totals.OrderBy(total => Scope.Currencies.ToList().IndexOf(total.Currency)).Select(total => (total, then?.GetValueOrDefault(total.Currency)))];
        Number = Math.Clamp(Choice.Page, 1, Math.Max(1, (Rows + Choice.Size - 1) / Choice.Size));
        Lines = Rows == 0 ? [] : await grains.PageAsync(found, filter, (Number - 1) * Choice.Size, Choice.Size, before, ct);
        Finality = Scope.FinalityOf(await marked.OfAsync(found.Report, Scope.Period, Scope.Version, ct), Scope.Shown);
        Campaign = Choice.Campaign is { } campaign ? await campaigns.NameAsync(campaign, ct) : null;
        return Page();
    }
}
