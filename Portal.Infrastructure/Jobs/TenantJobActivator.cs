using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Jobs;

/// <summary>
/// Runs every job in a scope of its own whose tenant is the job's, or nobody's: the scope and its tenant end together, so nothing is
/// left for the next job on the same thread.
/// </summary>
public sealed class TenantJobActivator(IServiceScopeFactory scopes) : JobActivator
{
    public override JobActivatorScope BeginScope(JobActivatorContext context)
    {
        var scope = scopes.CreateScope();
        try
        {
            return new Scope(scope, TenantOf(context, scope.ServiceProvider));
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    private static IDisposable? TenantOf(JobActivatorContext context, IServiceProvider services)
    {
        if (TenantOfJob.Of(context.BackgroundJob.Job) is not { } id)
        {
            return null;
        }

        var tenant = services.GetRequiredService<PortalDb>().Tenants.AsNoTracking().FirstOrDefault(tenant => tenant.Id == id)
            ?? throw new InvalidOperationException("The job's tenant no longer exists.");
        return services.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(PortalTenant.Of(tenant));
    }

    private sealed class Scope(IServiceScope scope, IDisposable? tenant) : JobActivatorScope
    {
        public override object Resolve(Type type) => ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, type);

        public override void DisposeScope()
        {
            tenant?.Dispose();

            // Hangfire calls this from a thread of its own and has no asynchronous form; a database context needs its own to be awaited.
            if (scope is IAsyncDisposable disposable)
            {
                disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
