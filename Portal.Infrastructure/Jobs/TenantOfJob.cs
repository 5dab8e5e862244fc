using Hangfire.Client;
using Hangfire.Common;
using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Jobs;

/// <summary>
/// Writes the tenant's id beside a new job: a job whose first argument is an <c>Id&lt;Tenant&gt;</c> is that tenant's, wherever it was
/// made: by a page, another job, the timetable, or a retry. A job of the portal itself has none.
/// </summary>
public sealed class TenantOfJob : IClientFilter
{
    public const string Parameter = "TenantId";

    public static Id<Tenant>? Of(Job? job) => job?.Args is [Id<Tenant> tenant, ..] ? tenant : null;

    public void OnCreating(CreatingContext context)
    {
        if (Of(context.Job) is { } tenant)
        {
            context.SetJobParameter(Parameter, tenant.ToString());
        }
    }

    public void OnCreated(CreatedContext context)
    {
    }
}
