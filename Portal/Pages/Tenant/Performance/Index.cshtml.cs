using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Security;

namespace Portal.Pages.Tenant.Performance;

/// <summary>The rows of one grain with their numbers; everything that is chosen stands in the address.</summary>
public sealed class IndexModel(DataScopes scopes, GrainList grains, MarkedDays marked, PortalDb db, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public GrainChoice Choice { get; private set; } = null!;

    public IReadOnlyList<GrainLine> Lines { get; private set; } = [];

    public IReadOnlyList<(GrainTotal Total, GrainSums? Before)> Totals { get; private set; } = [];

    public Finality Finality { get; private set; } = null!;

    /// <summary>The campaign that the rows are of, as the mirror calls it; null where none is chosen.</summary>
    public string? Campaign { get; private set; }

    public int Rows => Totals.Sum(total => total.Total.Rows);

    public int Number { get; private set; } = 1;

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task<IActionResult> OnGetAsync(string? grain, CancellationToken ct)
    {
        if (Grains.Find(grain ?? Grains.All[0].Key) is not { } found)
        {
            return NotFound();
        }

        Scope = await scopes.ReadAsync(Request.Query, ct);
        Choice = GrainChoice.Read(found, Request.Query);
        var (filter, before) = (Choice.Filter(Scope), Choice.Before(Scope));
        var totals = await grains.TotalsAsync(found, filter, ct);
        var then = before is { } period ? (await grains.TotalsAsync(found, filter with { Period = period }, ct)).ToDictionary(total => total.Currency, total => total.Sums) : null;
        Totals = [.. totals.OrderBy(total => Scope.Currencies.ToList().IndexOf(total.Currency)).Select(total => (total, then?.GetValueOrDefault(total.Currency)))];
        Number = Math.Clamp(Choice.Page, 1, Math.Max(1, (Rows + Choice.Size - 1) / Choice.Size));
        Lines = Rows == 0 ? [] : await grains.PageAsync(found, filter, (Number - 1) * Choice.Size, Choice.Size, before, ct);
        Finality = Scope.FinalityOf(await marked.OfAsync(found.Report, Scope.Period, Scope.Version, ct), Scope.Shown);
        Campaign = Choice.Campaign is { } campaign ? await db.Campaigns.Where(row => row.CampaignId == campaign).Select(row => row.Name).FirstOrDefaultAsync(ct) ?? $"Campaign {campaign}" : null;
        return Page();
    }
}
