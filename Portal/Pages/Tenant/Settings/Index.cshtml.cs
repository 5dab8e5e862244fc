using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Security;

namespace Portal.Pages.Tenant.Settings;

public sealed class IndexModel(PortalDb db, CurrentMember me, TenantStore store, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Fields Input { get; set; } = new();

    public Holdings Holds { get; private set; } = new("", default, 0, 0, 0, 0, 0);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Input = new() { Name = me.Tenant.Name ?? "", TimeZone = me.Tenant.TimeZone, Currency = me.Tenant.Currency };
        Holds = await HoldingsAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var tenant = await db.Tenants.FirstAsync(row => row.Id == me.Tenant.TenantId, ct);
        var before = $"{tenant.Name}, {tenant.TimeZone}, {tenant.Currency}";
        var changed = tenant.Describe(Input.Name, Input.TimeZone, Input.Currency);
        if (changed.IsRefused && ModelState.IsValid)
        {
            ModelState.Refuse(changed.Refusal);
        }

        if (!ModelState.IsValid)
        {
            Holds = await HoldingsAsync(ct);
            return Page();
        }

        db.AuditEntries.Add(new AuditEntry(
            tenant.Id, me.Actor, "Organisation", tenant.Id.ToString(), "Changed",
            $"{me.Person.Name} changed the settings from {before} to {tenant.Name}, {tenant.TimeZone}, {tenant.Currency}", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        store.Evict();
        TempData["Status"] = "The settings are saved.";
        return RedirectToPage();
    }

    private async Task<Holdings> HoldingsAsync(CancellationToken ct) => await db.Tenants
        .Where(tenant => tenant.Id == me.Tenant.TenantId)
        .Select(tenant => new Holdings(
            tenant.Slug,
            tenant.CreatedAt,
            db.Memberships.Count(),
            db.Connections.Count(connection => connection.State != ConnectionState.Disconnected),
            db.AdsAccounts.Count(),
            db.Campaigns.Count(),
            db.AuditEntries.Count()))
        .FirstAsync(ct);

    public sealed record Fields
    {
        [Required(ErrorMessage = "The organisation needs a name.")]
        public string Name { get; init; } = "";

        [Required(ErrorMessage = "Choose a time zone.")]
        public string TimeZone { get; init; } = "";

        [Required(ErrorMessage = "Choose a currency.")]
        public string Currency { get; init; } = "";
    }

    public sealed record Holdings(string Slug, DateTimeOffset FoundedAt, int Members, int Connections, int Accounts, int Campaigns, int AuditEntries);
}
