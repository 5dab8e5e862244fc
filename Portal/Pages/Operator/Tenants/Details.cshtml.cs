using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Pages.Operator.Tenants;

/// <summary>One tenant's health, without its data: who belongs to it, whether its logins work, and how to suspend it.</summary>
public sealed class DetailsModel(PortalDb db, TenantStore tenants, IMultiTenantContextSetter<PortalTenant> scope, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Input Form { get; set; } = new("", null, null);

    public Domain.Tenancy.Tenant Tenant { get; private set; } = null!;

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public IReadOnlyList<Login> Logins { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Id<Domain.Tenancy.Tenant> id, CancellationToken ct)
    {
        if (await db.Tenants.FirstOrDefaultAsync(tenant => tenant.Id == id, ct) is not { } tenant)
        {
            return NotFound();
        }

        Tenant = tenant;
        Form = Form with { Weight = Form.Weight ?? tenant.SyncWeight };
        using var use = scope.Use(PortalTenant.Of(tenant));
        Members = await (
            from member in db.Memberships
            join user in db.Users on member.PersonId equals user.Id
            orderby member.Role descending, user.DisplayName
            select new Member(user.DisplayName, user.Email ?? "", member.Role, member.JoinedAt)).ToListAsync(ct);
        Logins = await db.Connections
            .Where(connection => connection.State != ConnectionState.Disconnected)
            .OrderBy(connection => connection.ConnectedAt)
            .Select(connection => new Login(connection.UserName, connection.State, connection.Failure, connection.FailureCode, connection.FailingSince))
            .ToListAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostSuspendAsync(Id<Domain.Tenancy.Tenant> id, CancellationToken ct) =>
        ChangeAsync(id, "Suspended", tenant => tenant.Suspend(Form.Because ?? "", clock.GetUtcNow()), ct);

    public Task<IActionResult> OnPostReactivateAsync(Id<Domain.Tenancy.Tenant> id, CancellationToken ct) =>
        ChangeAsync(id, "Reactivated", tenant => tenant.Reactivate(), ct);

    /// <summary>Of a suspended organisation only: no job of it is at work then.</summary>
    public async Task<IActionResult> OnPostDestroyAsync(Id<Domain.Tenancy.Tenant> id, [FromServices] DestroyedSignIns signIns, CancellationToken ct)
    {
        if (await db.Tenants.FirstOrDefaultAsync(tenant => tenant.Id == id, ct) is not { } tenant)
        {
            return NotFound();
        }

        if (tenant.State != Domain.Tenancy.TenantState.Suspended || Form.Confirmation?.Trim() != tenant.Slug)
        {
            ModelState.AddModelError("Form.Confirmation", tenant.State == Domain.Tenancy.TenantState.Suspended ? $"Type {tenant.Slug} exactly." : "Suspend the organisation first: its jobs are still at work.");
            return await OnGetAsync(id, ct);
        }

        using (scope.Use(PortalTenant.Of(tenant)))
        {
            await signIns.DestroyAsync(Operator, ct);
        }

        TempData["Status"] = $"The stored sign-ins of {tenant.Name} are destroyed.";
        return RedirectToPage(new { id });
    }

    private Actor Operator => PortalPrincipal.PersonOf(User) is { } person ? new(person.Id, person.Name, IsOperator: true) : throw new InvalidOperationException("Only operators come here.");

    public async Task<IActionResult> OnPostWeighAsync(Id<Domain.Tenancy.Tenant> id, CancellationToken ct)
    {
        if (await db.Tenants.FirstOrDefaultAsync(tenant => tenant.Id == id, ct) is not { } tenant)
        {
            return NotFound();
        }

        var before = tenant.SyncWeight;
        var weighed = tenant.Weigh(Form.Weight ?? 0);
        if (weighed.IsRefused)
        {
            ModelState.AddModelError($"Form.{weighed.Refusal.Field}", weighed.Refusal.Sentence);
            return await OnGetAsync(id, ct);
        }

        using var use = scope.Use(PortalTenant.Of(tenant));
        db.AuditEntries.Add(new AuditEntry(
            id, Operator, "Organisation", null, "Weighed",
            $"The share of its syncs in the workers was changed from {before} to {tenant.SyncWeight}", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        TempData["Status"] = $"While others wait as well, the syncs of {tenant.Name} now get {(tenant.SyncWeight == 1 ? "the usual share" : $"{tenant.SyncWeight} times the usual share")} of the workers.";
        return RedirectToPage(new { id });
    }

    private async Task<IActionResult> ChangeAsync(Id<Domain.Tenancy.Tenant> id, string verb, Func<Domain.Tenancy.Tenant, Result<Domain.Tenancy.Tenant>> change, CancellationToken ct)
    {
        if (await db.Tenants.FirstOrDefaultAsync(tenant => tenant.Id == id, ct) is not { } tenant)
        {
            return NotFound();
        }

        var changed = change(tenant);
        if (changed.IsRefused)
        {
            ModelState.AddModelError(changed.Refusal.Field is { } field ? $"Form.{field}" : "", changed.Refusal.Sentence);
            return await OnGetAsync(id, ct);
        }

        using var use = scope.Use(PortalTenant.Of(tenant));
        var because = tenant.SuspendedBecause is { } reason ? $": {reason}" : ".";
        db.AuditEntries.Add(new AuditEntry(id, Operator, "Organisation", null, verb, $"The organisation was {(verb == "Suspended" ? "suspended" : "reactivated")}{because}", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        tenants.Evict();
        TempData["Status"] = $"{tenant.Name} is {(verb == "Suspended" ? "suspended: its members see why, and its jobs rest" : "active again")}.";
        return RedirectToPage(new { id });
    }

    public sealed record Input(string? Because, string? Confirmation, int? Weight);

    public sealed record Member(string Name, string Email, Role Role, DateTimeOffset JoinedAt);

    public sealed record Login(string UserName, ConnectionState State, string? Failure, string? FailureCode, DateTimeOffset? FailingSince);
}
