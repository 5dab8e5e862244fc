using Hangfire;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;

namespace Portal.Pages.Operator;

/// <summary>The keys that protect the tenants' stored sign-ins: certificate, key ring, and a data key for each tenant.</summary>
public sealed class KeysModel(PortalDb db, IKeyManager ring, IOptions<KeyProtectionOptions> protection, IBackgroundJobClient jobs, TimeProvider clock) : PageModel
{
    public const int PageSize = 50;

    /// <summary>As long as ASP.NET Core itself waits before a new key is used, so that every process has read it by then.</summary>
    private static readonly TimeSpan UntilUse = TimeSpan.FromDays(2);
    private static readonly TimeSpan RingKeyLife = TimeSpan.FromDays(90);

    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int PageNumber { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<CertificateEnd> Certificates { get; private set; } = [];

    public IReadOnlyList<RingKey> Ring { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public KeysView View { get; private set; } = new([], null);

    public async Task OnGetAsync([FromServices] KeysProgress progress, CancellationToken ct)
    {
        Certificates = protection.Value.Describe();
        View = await progress.ReadAsync(ct);
        Ring = [.. ring.GetAllKeys().Where(key => !key.IsRevoked).OrderByDescending(key => key.ActivationDate)
            .Select(key => new RingKey(key.KeyId, key.CreationDate, key.ActivationDate, key.ExpirationDate, key.KeyId == View.InUse, View.Wraps(key.KeyId)))];
        var tenants = db.Tenants.AsNoTracking().OrderBy(tenant => tenant.Name).ThenBy(tenant => tenant.Id);
        Total = await tenants.CountAsync(ct);
        Rows = [.. (await tenants.Skip((Math.Max(1, PageNumber) - 1) * PageSize).Take(PageSize).Select(tenant => new { tenant.Id, tenant.Name }).ToListAsync(ct))
            .Select(tenant => new Row(tenant.Id, tenant.Name, View.Of[tenant.Id].MaxBy(key => key.Version), View.Of[tenant.Id].Count()))];
    }

    public RedirectToPageResult OnPostRewrap()
    {
        jobs.Enqueue<RotateKeys>(job => job.RewrapAsync(CancellationToken.None));
        return Done("Every data key is being wrapped with the key ring's newest key.");
    }

    public RedirectToPageResult OnPostRenewAll()
    {
        var by = Operator.PersonId ?? default;
        jobs.Enqueue<RotateKeys>(job => job.RenewAsync(by, CancellationToken.None));
        return Done("Every organisation gets a new data key, and its sign-ins are sealed anew. Nothing stands still meanwhile.");
    }

    public async Task<IActionResult> OnPostRenewAsync(Id<Domain.Tenancy.Tenant> id, [FromServices] KeyRotation rotation, [FromServices] IMultiTenantContextSetter<PortalTenant> scope, CancellationToken ct)
    {
        if (await db.Tenants.AsNoTracking().FirstOrDefaultAsync(tenant => tenant.Id == id, ct) is not { } tenant)
        {
            return NotFound();
        }

        using var use = scope.Use(PortalTenant.Of(tenant));
        if (!await rotation.RenewAsync(Operator, ct))
        {
            TempData["Refused"] = $"{tenant.Name} has no data key yet, or its last change of keys is not over.";
            return RedirectToPage();
        }

        jobs.Enqueue<ResealTenant>(job => job.RunAsync(id, CancellationToken.None));
        return Done($"{tenant.Name} has a new data key; its sign-ins are being sealed anew.");
    }

    public RedirectToPageResult OnPostNewRingKey()
    {
        var now = clock.GetUtcNow();
        ring.CreateNewKey(now + UntilUse, now + UntilUse + RingKeyLife);
        return Done("The key ring has a new key. It is used in two days, when every process knows it; wrap the data keys anew then.");
    }

    private Actor Operator => PortalPrincipal.PersonOf(User) is { } person ? new(person.Id, person.Name, IsOperator: true) : throw new InvalidOperationException("Only operators come here.");

    private RedirectToPageResult Done(string sentence)
    {
        TempData["Status"] = sentence;
        return RedirectToPage();
    }

    /// <param name="Wraps">How many data keys it opens.</param>
    public sealed record RingKey(Guid Id, DateTimeOffset MadeAt, DateTimeOffset UsedFrom, DateTimeOffset UsedUntil, bool IsInUse, int Wraps);

    /// <param name="Key">The newest; null while nothing was connected.</param>
    public sealed record Row(Id<Domain.Tenancy.Tenant> Id, string Name, TenantKey? Key, int Keys);
}
