using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Jobs;

namespace Portal.Pages.Operator;

public sealed class IndexModel(PortalDb db, JobStorage jobs) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    public int PageNumber { get; private set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyDictionary<Id<Domain.Tenancy.Tenant>, int> FailedJobs { get; private set; } = new Dictionary<Id<Domain.Tenancy.Tenant>, int>();

    public async Task OnGetAsync([FromQuery(Name = "page")] int page = 1, CancellationToken ct = default)
    {
        PageNumber = Math.Max(1, page);
        var tenants = db.Tenants.AsNoTracking();
        if (Search?.Trim() is { Length: > 0 } text)
        {
            tenants = tenants.Where(tenant => PortalDb.Has(tenant.Name, text) || PortalDb.Has(tenant.Slug, text));
        }

        Total = await tenants.CountAsync(ct);
        using var all = new OperatorScope(db, "the list of tenants");
        var members = db.Memberships.AcrossTenants(all);
        var connections = db.Connections.AcrossTenants(all);
        var accounts = db.AdsAccounts.AcrossTenants(all);
        var runs = db.SyncRuns.AcrossTenants(all);
        Rows = await tenants
            .OrderBy(tenant => tenant.Name)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize)
            .Select(tenant => new Row(
                tenant.Id,
                tenant.Name,
                tenant.Slug,
                tenant.State,
                tenant.CreatedAt,
                members.Count(member => member.TenantId == tenant.Id),
                connections.Count(connection => connection.TenantId == tenant.Id && connection.State != ConnectionState.Disconnected),
                connections.Count(connection => connection.TenantId == tenant.Id && connection.State == ConnectionState.NeedsReconnect),
                accounts.Where(account => account.TenantId == tenant.Id).Max(account => account.SyncedAt),
                runs.Where(run => run.TenantId == tenant.Id && run.Purpose == SyncPurpose.Current).OrderByDescending(run => run.StartedAt).Select(run => (SyncRunState?)run.State).FirstOrDefault()))
            .ToListAsync(ct);
        FailedJobs = FailedJobsByTenant.Count(jobs);
    }

    public sealed record Row(
        Id<Domain.Tenancy.Tenant> Id,
        string Name,
        string Slug,
        TenantState State,
        DateTimeOffset CreatedAt,
        int Members,
        int Connections,
        int Broken,
        DateTimeOffset? SyncedAt,
        SyncRunState? LastRun);
}
