using System.Collections.Concurrent;
using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Jobs;

public sealed class TenantOfJobTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly ConcurrentDictionary<string, (string? Tenant, int Members, int Thread)> Seen = [];

    private IBackgroundJobClient Client => app.Services.GetRequiredService<IBackgroundJobClient>();

    [Fact]
    public async Task A_job_sees_its_tenant_and_the_next_one_on_the_same_thread_sees_none()
    {
        var organisation = await app.FoundAsync("worked-for");
        using var server = new JobServer(app);

        var own = Client.Enqueue<Probe>(job => job.OfTenant(organisation.Id, "own"));
        await server.EndOfAsync(own);
        var nobodys = Client.Enqueue<Probe>(job => job.OfNobody("nobody's"));
        await server.EndOfAsync(nobodys);

        Assert.Equal(("worked-for", organisation.Members.Count), (Seen["own"].Tenant, Seen["own"].Members));
        Assert.Equal((null, 0), (Seen["nobody's"].Tenant, Seen["nobody's"].Members));
        Assert.Equal(Seen["own"].Thread, Seen["nobody's"].Thread);
    }

    [Fact]
    public async Task A_job_that_fails_leaves_no_tenant_behind()
    {
        var organisation = await app.FoundAsync("failing");
        using var server = new JobServer(app);

        var failing = await server.EndOfAsync(Client.Enqueue<Probe>(job => job.Fail(organisation.Id)));
        await server.EndOfAsync(Client.Enqueue<Probe>(job => job.OfNobody("after a failure")));

        Assert.Equal(FailedState.StateName, failing.State);
        Assert.Equal((null, 0), (Seen["after a failure"].Tenant, Seen["after a failure"].Members));
    }

    [Fact]
    public async Task The_job_of_a_suspended_organisation_is_dropped_with_the_reason()
    {
        var organisation = await app.FoundAsync("suspended");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
            (await db.Tenants.SingleAsync(tenant => tenant.Id == organisation.Id, TestContext.Current.CancellationToken)).Suspend("unpaid", app.Clock.GetUtcNow());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var server = new JobServer(app);
        var end = await server.EndOfAsync(Client.Enqueue<Probe>(job => job.OfTenant(organisation.Id, "suspended")));

        Assert.Equal((DeletedState.StateName, "The organisation is suspended."), end);
        Assert.False(Seen.ContainsKey("suspended"));
    }

    [Fact]
    public async Task The_job_of_an_organisation_that_is_gone_is_dropped_with_the_reason()
    {
        using var server = new JobServer(app);

        var end = await server.EndOfAsync(Client.Enqueue<Probe>(job => job.OfTenant(Id<Tenant>.New(app.Clock.GetUtcNow()), "gone")));

        Assert.Equal((DeletedState.StateName, "The organisation no longer exists."), end);
        Assert.False(Seen.ContainsKey("gone"));
    }

    /// <summary>Notes what a job can see. Synchronous, so that it stays on the worker's thread.</summary>
    public sealed class Probe(IMultiTenantContextAccessor<PortalTenant> accessor, PortalDb db)
    {
        public void OfTenant(Id<Tenant> tenant, string key) => OfNobody(key);

        public void OfNobody(string key) =>
            Seen[key] = (accessor.MultiTenantContext.TenantInfo?.Identifier, db.Memberships.Count(), Environment.CurrentManagedThreadId);

        [AutomaticRetry(Attempts = 0)]
        public void Fail(Id<Tenant> tenant) => throw new InvalidOperationException(accessor.MultiTenantContext.TenantInfo?.Identifier);
    }
}
