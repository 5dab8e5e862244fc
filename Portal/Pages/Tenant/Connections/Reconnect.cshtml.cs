using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Connections;

/// <summary>What a sign-in would change in a connection, shown before anything is: another user, new accounts, accounts that are lost.</summary>
public sealed class ReconnectModel(PortalDb db, PendingSignIns pending, ReachedAccounts reached, CurrentMember member, SyncTenant sync) : PageModel
{
    /// <summary>More new accounts than these are chosen from the list that has search and pages.</summary>
    public const int MostOffered = 100;

    [BindProperty]
    public Input Form { get; set; } = new();

    public Connection Connection { get; private set; } = null!;

    public PendingSignIn Waiting { get; private set; } = null!;

    public ReachChange Change { get; private set; } = new([], []);

    /// <summary>Of the lost accounts, those that another login of the tenant reaches, and its name.</summary>
    public IReadOnlyDictionary<AdsId<AdsAccount>, string> ReadBy { get; private set; } = new Dictionary<AdsId<AdsAccount>, string>();

    public bool IsOtherUser => Connection.MicrosoftUserId != Waiting.MicrosoftUserId;

    public async Task<IActionResult> OnGetAsync(Id<PendingSignIn> id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        Change = await pending.CompareAsync(Waiting, Connection, ct);
        var ways = await reached.WaysAsync(Change.Lost, Connection.Id, ct);
        var names = await db.Connections.ToDictionaryAsync(connection => connection.Id, connection => connection.UserName, ct);
        ReadBy = ways.ToDictionary(way => way.Key, way => names[way.Value.ConnectionId]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<PendingSignIn> id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        var confirmed = await pending.ConfirmAsync(Waiting, Form.Chosen, member.Person, ct);
        if (confirmed.IsRefused)
        {
            TempData["Refused"] = confirmed.Refusal.Sentence;
            return RedirectToPage("Index");
        }

        if (confirmed.Value.State == ConnectionState.ChoosingAccounts)
        {
            return RedirectToPage("Choose", new { id = confirmed.Value.Id });
        }

        await sync.RunAsync(confirmed.Value.TenantId, SyncTrigger.Reconnect, member.Person.Id, ct);
        TempData["Status"] = $"{confirmed.Value.UserName} is connected again. What was missed is being fetched now.";
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostDropAsync(Id<PendingSignIn> id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        await pending.DropAsync(Waiting, ct);
        TempData["Status"] = $"Nothing has changed: {Connection.UserName} is as it was, and the new sign-in is erased here.";
        return RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(Id<PendingSignIn> id, CancellationToken ct)
    {
        if (await pending.FindAsync(id, ct) is not { } signIn)
        {
            return false;
        }

        (Waiting, Connection) = (signIn, await db.Connections.SingleAsync(connection => connection.Id == signIn.ConnectionId, ct));
        return true;
    }

    public sealed record Input
    {
        /// <summary>Which of the new accounts are to be used.</summary>
        public List<long> Chosen { get; init; } = [];
    }
}
