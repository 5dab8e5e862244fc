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
public sealed class ChooseModel(PortalDb db, ConnectedLogins logins, CurrentMember member, SyncTenant sync, TimeProvider clock) : PageModel
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

    public IReadOnlyList<AdsAccount> Accounts { get; private set; } = [];

    public int Matching { get; private set; }

    public int Reached { get; private set; }

    public int Chosen { get; private set; }

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Id<Connection> id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } connection)
        {
            return NotFound();
        }

        Connection = connection;
        Statuses = await Reachable().Select(account => account.Status).Distinct().OrderBy(status => status).ToListAsync(ct);
        Reached = await Reachable().CountAsync(ct);
        Chosen = await Reachable().CountAsync(account => account.IsChosen, ct);
        Matching = await Matches().CountAsync(ct);
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (Matching + PageSize - 1) / PageSize));
        Accounts = await Matches()
            .OrderBy(account => account.CustomerName).ThenBy(account => account.Name).ThenBy(account => account.AccountId)
            .Skip((PageNumber - 1) * PageSize).Take(PageSize)
            .AsNoTracking()
            .ToListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<Connection> id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } connection)
        {
            return NotFound();
        }

        Connection = connection;
        await KeepTicksAsync(ct);
        return Form.Then switch
        {
            "done" => await FinishAsync(ct),
            "all" => await ChooseMatchingAsync(chosen: true, ct),
            "none" => await ChooseMatchingAsync(chosen: false, ct),
            _ => await SaveAsync(int.TryParse(Form.Then, out var page) ? page : 1, ct),
        };
    }

    /// <summary>Asks Microsoft for accounts that are new since the login was connected.</summary>
    public async Task<IActionResult> OnPostLookAgainAsync(Id<Connection> id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } connection)
        {
            return NotFound();
        }

        try
        {
            await logins.RediscoverAsync(connection, ct);
            TempData["Status"] = "The list is up to date.";
        }
        catch (AdsApiException)
        {
            TempData["Refused"] = "Microsoft did not answer with the accounts just now. The list is as it was; try again in a few minutes.";
        }

        return RedirectToPage(new { id });
    }

    private Task<Connection?> FindAsync(Id<Connection> id, CancellationToken ct) => db.Connections
        .FirstOrDefaultAsync(connection => connection.Id == id && connection.State != ConnectionState.Disconnected, ct);

    private IQueryable<AdsAccount> Reachable() => db.AdsAccounts.Where(account => account.ConnectionId == Connection.Id);

    private IQueryable<AdsAccount> Matches()
    {
        var accounts = Reachable();
        if (Search?.Trim() is { Length: > 0 } text)
        {
            var pattern = $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            accounts = accounts.Where(account => EF.Functions.Like(account.Name, pattern, "\\") || EF.Functions.Like(account.Number, pattern, "\\") || EF.Functions.Like(account.CustomerName, pattern, "\\"));
        }

        return string.IsNullOrEmpty(Status) ? accounts : accounts.Where(account => account.Status == Status);
    }

    private async Task KeepTicksAsync(CancellationToken ct)
    {
        var shown = Form.Shown.ConvertAll(account => new AdsId<AdsAccount>(account));
        var ticked = Form.Chosen.ToHashSet();
        foreach (var account in await Reachable().Where(account => shown.Contains(account.AccountId)).ToListAsync(ct))
        {
            Set(account, ticked.Contains(account.AccountId.Value));
        }
    }

    private async Task<IActionResult> ChooseMatchingAsync(bool chosen, CancellationToken ct)
    {
        foreach (var account in await Matches().ToListAsync(ct))
        {
            Set(account, chosen);
        }

        return await SaveAsync(PageNumber, ct);
    }

    private async Task<IActionResult> SaveAsync(int page, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return RedirectToPage(new { id = Connection.Id, Search, Status, pageNumber = page });
    }

    private async Task<IActionResult> FinishAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var chosen = await Reachable().CountAsync(account => account.IsChosen, ct);
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

    private static void Set(AdsAccount account, bool chosen)
    {
        if (chosen)
        {
            account.Choose();
        }
        else
        {
            account.Leave();
        }
    }

    public sealed class Input
    {
        /// <summary>The accounts on the page that was sent; the others keep what they are.</summary>
        public List<long> Shown { get; init; } = [];

        public List<long> Chosen { get; init; } = [];

        /// <summary>What the pressed button asks for: done, all, none, or the number of the page to show.</summary>
        public string Then { get; init; } = "";
    }
}
