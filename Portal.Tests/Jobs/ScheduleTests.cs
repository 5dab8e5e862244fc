using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Jobs;

public sealed class ScheduleTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_organisation_has_a_refresh_a_sync_and_a_self_audit_of_its_own_in_the_timetable()
    {
        var (first, second) = (await app.FoundAsync("timed"), await app.FoundAsync("timed-too"));

        await using var scope = app.Services.CreateAsyncScope();
        await app.Services.GetRequiredService<Schedule>().AddTenantsAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), TestContext.Current.CancellationToken);

        using var connection = app.Services.GetRequiredService<JobStorage>().GetConnection();
        var entries = connection.GetRecurringJobs().ToDictionary(entry => entry.Id);
        foreach (var tenant in new[] { first.Id, second.Id })
        {
            var minute = Schedule.NextSync(tenant, Noon).Minute;
            Assert.Equal($"{minute} * * * *", entries[$"{tenant}:sync"].Cron);
            Assert.Equal($"{minute % 5}/5 * * * *", entries[$"{tenant}:refresh"].Cron);
            Assert.Matches($"^{(minute + 30) % 60} [0-5] \\* \\* \\*$", entries[$"{tenant}:sums"].Cron);
            Assert.Equal(tenant, entries[$"{tenant}:sync"].Job.Args[0]);
            Assert.Equal(tenant, entries[$"{tenant}:sums"].Job.Args[0]);
            Assert.Equal(tenant, entries[$"{tenant}:refresh"].Job.Args[0]);
        }
    }

    [Fact]
    public async Task Whoever_waits_in_the_line_is_called_when_it_is_due_and_not_a_fraction_of_a_second_before()
    {
        var organisation = await app.FoundAsync("put-back");
        var due = app.Clock.GetUtcNow().AddMilliseconds(1400);

        await app.InTenantAsync(organisation.Id, services => services.GetRequiredService<SyncTurns>().LeaveAsync(
            new(organisation.Id, Id<SyncRun>.New(due), new(1)), due, TimeSpan.Zero, TestContext.Current.CancellationToken));

        var job = Assert.Single(app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().ScheduledJobs(0, 100), job => job.Value.Job.Type == typeof(CallTurns)).Value;
        Assert.InRange(job.EnqueueAt, due.UtcDateTime, due.UtcDateTime.AddSeconds(1));
    }

    [Fact]
    public async Task A_worker_that_starts_takes_up_the_exchanges_that_were_left_in_the_middle()
    {
        var organisation = await app.FoundAsync("interrupted");
        var began = app.Clock.GetUtcNow();
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var connection = Connection.Open(organisation.Id, 1, "somebody@login.example", default, began);
            db.AddRange(connection, new RefreshAttempt(organisation.Id, Id<RefreshAttempt>.New(began), connection.Id, 1, began));
            await db.SaveChangesAsync();
        });

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RecoverExchanges>().ScheduleAsync(TestContext.Current.CancellationToken);

        var job = Assert.Single(app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().ScheduledJobs(0, 100), job => job.Value.Job.Type == typeof(RefreshConnections)).Value;
        Assert.Equal((organisation.Id, began.AddSeconds(30).UtcDateTime), (job.Job.Args[0], job.EnqueueAt));
    }

    [Fact]
    public void Organisations_are_spread_evenly_over_the_hour()
    {
        var minutes = Enumerable.Range(0, 256)
            .Select(last => new Id<Tenant>(new Guid([.. Enumerable.Repeat((byte)7, 15), (byte)last])))
            .CountBy(tenant => Schedule.NextSync(tenant, Noon).Minute)
            .ToDictionary();

        Assert.Equal(60, minutes.Count);
        Assert.All(minutes.Values, count => Assert.InRange(count, 4, 5));
    }

    [Fact]
    public void The_next_sync_of_an_organisation_is_within_the_hour_and_always_at_its_minute()
    {
        var tenant = new Id<Tenant>(new Guid([.. Enumerable.Repeat((byte)7, 15), 128]));

        Assert.Equal(Noon.AddMinutes(30), Schedule.NextSync(tenant, Noon));
        Assert.Equal(Noon.AddMinutes(90), Schedule.NextSync(tenant, Noon.AddMinutes(30)));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false, PortalRole.Web)]
    [InlineData(false, true, PortalRole.Worker)]
    [InlineData(true, true, PortalRole.Web, PortalRole.Worker)]
    public void A_process_does_what_it_is_told_and_everything_when_told_nothing(bool web, bool worker, params PortalRole[] roles)
    {
        var options = new PortalOptions { Roles = roles };

        Assert.Equal((web, worker), (options.Does(PortalRole.Web), options.Does(PortalRole.Worker)));
    }

    [Fact]
    public void A_process_that_is_only_told_to_answer_requests_runs_no_jobs() =>
        Assert.Empty(app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().Servers());
}
