using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Jobs;

/// <summary>What an operator asks for all tenants' data keys at once, tenant by tenant. Run twice, it does the same again.</summary>
public sealed class RotateKeys(PortalDb db, KeysDb stored, KeyRotation keys, IMultiTenantContextSetter<PortalTenant> scope, IBackgroundJobClient jobs)
{
    /// <summary>Wraps every data key with the key ring's newest key.</summary>
    public Task RewrapAsync(CancellationToken ct) => InEachAsync(_ => keys.RewrapAsync(ct), ct);

    /// <summary>A new data key for each tenant.</summary>
    public async Task RenewAsync(Id<Person> by, CancellationToken ct)
    {
        var actor = new Actor(by, await db.Users.Where(user => user.Id == by).Select(user => user.DisplayName).FirstOrDefaultAsync(ct) ?? "", IsOperator: true);
        await InEachAsync(
            async tenant =>
            {
                if (await keys.RenewAsync(actor, ct))
                {
                    jobs.Enqueue<ResealTenant>(job => job.RunAsync(tenant.TenantId, CancellationToken.None));
                }
            },
            ct);
    }

    private async Task InEachAsync(Func<PortalTenant, Task> work, CancellationToken ct)
    {
        foreach (var tenant in (await db.Tenants.AsNoTracking().ToListAsync(ct)).Select(PortalTenant.Of))
        {
            using var use = scope.Use(tenant);
            await work(tenant);
            db.ChangeTracker.Clear();
            stored.ChangeTracker.Clear();
        }
    }
}
