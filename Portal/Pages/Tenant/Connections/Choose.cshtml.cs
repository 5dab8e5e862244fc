using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Connections;

/// <summary>
/// Which of the accounts that a login reaches are used. A login may reach thousands: the list has search and pages, and every button
/// keeps the ticks of the page it stands on, so that nothing chosen is lost on the way.
/// </summary>
public sealed class ChooseModel(PortalDb db, AccountChoice accounts, Rediscovery rediscovery, CurrentMember member, SyncTenant sync, TimeProvider clock) : PageModel
{
    public const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public Input Form { get; set; } = new();

    public Connection Connection { get; private set; } = null!;

    public IReadOnlyList<CustomerGroup> Groups { get; private set; } = [];

    public int Matching { get; private set; }

    public int Reached { get; private set; }

    public int Chosen { get; private set; }

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Id<Connection> id, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } connection)
        {
            return NotFound();
        }

        Connection = connection;
        var (reached, matching) = (accounts.Reached(connection), accounts.Matching(connection, Search, Status));
        Statuses = await reached.Select(account => account.Status).Distinct().OrderBy(status => status).ToListAsync(ct);
        Reached = await reached.CountAsync(ct);
        Chosen = await reached.CountAsync(account => account.IsChosen, ct);
        Matching = await matching.CountAsync(ct);
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Matching + PageSize - 1) / PageSize));
        Groups = await AccountChoice.PageAsync(matching, (PageNumber - 1) * PageSize, PageSize, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<Connection> id, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } connection)
        {
            return NotFound();
        }

        Connection = connection;
        await accounts.KeepTicksAsync(connection, Form.Shown, Form.Chosen, ct);
        if (Form.Then == "done")
        {
            return await FinishAsync(ct);
        }

        var customer = await SetAllAsync(connection, ct);
        await db.SaveChangesAsync(ct);
        var page = int.TryParse(Form.Then, CultureInfo.InvariantCulture, out var asked) ? asked : PageNumber;
        return RedirectToPage(null, null, new Dictionary<string, object?> { ["id"] = id, ["Search"] = Search, ["Status"] = Status, ["page-number"] = page }, customer);
    }

    /// <summary>Asks Microsoft for accounts that are new since the login was connected.</summary>
    public async Task<IActionResult> OnPostLookAgainAsync(Id<Connection> id, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } connection)
        {
            return NotFound();
        }

        try
        {
            await rediscovery.RunAsync(connection, ct);
            TempData["Status"] = "The list is up to date.";
        }
        catch (AdsApiException)
        {
            TempData["Refused"] = "Microsoft did not answer with the accounts just now. The list is as it was; try again in a few minutes.";
        }

        return RedirectToPage(new { id });
    }

    /// <summary>The place in the page to come back to, when the button was a customer's own.</summary>
    private async Task<string?> SetAllAsync(Connection connection, CancellationToken ct)
    {
        if (Form.Then.Split('-') is not [("all" or "none") and var which, .. var of])
        {
            return null;
        }

        var matching = accounts.Matching(connection, Search, Status);
        if (of is [var id])
        {
            var customer = AdsId<Customer>.TryParse(id, CultureInfo.InvariantCulture, out var known) ? known : default;
            await AccountChoice.SetAllAsync(matching.Where(account => account.CustomerId == customer), which == "all", ct);
            return $"customer-{customer}";
        }

        await AccountChoice.SetAllAsync(matching, which == "all", ct);
        return null;
    }

    private async Task<IActionResult> FinishAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var chosen = await accounts.Reached(Connection).CountAsync(account => account.IsChosen, ct);
        if (chosen == 0)
        {
            ModelState.AddModelError("", "Choose at least one account. To stop using this login, disconnect it.");
            return await OnGetAsync(Connection.Id, ct);
        }

        Connection.Activate();
        db.AuditEntries.Add(new AuditEntry(db.CurrentTenantId, member.Actor, nameof(Connection), Connection.Id.ToString(), "AccountsChosen", $"{chosen} accounts of {Connection.UserName} are used now.", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await sync.RunAsync(Connection.TenantId, SyncTrigger.FirstSync, member.Person.Id, ct);
        TempData["Status"] = "The accounts are chosen. Their data is being fetched now.";
        return RedirectToPage("/Tenant/Sync/Index");
    }

    public sealed record Input
    {
        /// <summary>The accounts on the page that was sent; the others keep what they are.</summary>
        public List<long> Shown { get; init; } = [];

        public List<long> Chosen { get; init; } = [];

        /// <summary>What the pressed button asks for: done; all or none, or these with a customer's id (<c>all-250001</c>); or the number of the page to show.</summary>
        public string Then { get; init; } = "";
    }
}
