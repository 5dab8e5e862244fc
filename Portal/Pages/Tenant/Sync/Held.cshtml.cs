using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;
using Portal.Jobs;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>A file that was held back because it would remove too much: an admin looks at it and lets it pass, or discards it.</summary>
public sealed class HeldModel(PortalDb db, CurrentMember member, HeldFiles files, SyncTenant sync, TimeProvider clock) : PageModel
{
    private EntitySync state = null!;

    public AdsAccount Account { get; private set; } = null!;

    public DateTimeOffset HeldAt { get; private set; }

    public bool IsApproved { get; private set; }

    public IReadOnlyList<Loss> Losses { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long account, CancellationToken ct) => await FindAsync(account, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostApplyAsync(long account, CancellationToken ct) =>
        DecideAsync(account, held => held.Approve(clock.GetUtcNow()), "Applied", "was let pass", "is applied with the sync that starts now", ct);

    public Task<IActionResult> OnPostDiscardAsync(long account, CancellationToken ct) =>
        DecideAsync(account, held => held.Discard(clock.GetUtcNow()), "Discarded", "was discarded", "is followed by a complete one with the sync that starts now", ct);

    private async Task<IActionResult> DecideAsync(
        long account, Func<EntitySync, Result<DateTimeOffset>> decide, string verb, string what, string then, CancellationToken ct)
    {
        // Not while a run ends, which tells of what is held back then.
        await using var transaction = await db.BeginAloneAsync(ct);
        if (!await FindAsync(account, ct))
        {
            return NotFound();
        }

        var decided = decide(state);
        if (decided.IsRefused)
        {
            ModelState.AddModelError("", decided.Refusal.Sentence);
            return Page();
        }

        var removed = string.Join(", ", Losses.Select(loss => loss.InWords()));
        db.AuditEntries.Add(new AuditEntry(
            db.CurrentTenantId, member.Actor, "Sync", Account.AccountId.ToString(), verb, $"The held file of {Account.Name} {what}. It would remove: {removed}.", clock.GetUtcNow()));
        await files.DecidedAsync(Account.AccountId, $"The held file of {Account.Name} ({Account.Number}) {what} by {member.Person.Name}.", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await sync.RunAsync(member.Tenant.TenantId, SyncTrigger.Person, member.Person.Id, ct);
        TempData["Status"] = $"The held file of {Account.Name} {what} and {then}.";
        return RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(long account, CancellationToken ct)
    {
        var id = new AdsId<AdsAccount>(account);
        var found = await db.AdsAccounts.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == id && one.IsChosen, ct);
        var held = await db.EntitySyncs.FirstOrDefaultAsync(one => one.AccountId == id && one.HeldAt != null, ct);
        if (found is null || held?.HeldAt is not { } at)
        {
            return false;
        }

        (Account, state, HeldAt, IsApproved) = (found, held, at, held.ApprovedAt is not null);
        Losses = [.. HeldBack.Read(held.Held).Losses.OrderByDescending(loss => loss.IsMuch).ThenBy(loss => loss.Kind)];
        return true;
    }
}
