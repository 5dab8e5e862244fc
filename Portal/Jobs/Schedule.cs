using System.Globalization;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;

namespace Portal.Jobs;

/// <summary>
/// The timetable, and the only place with cron words. Hangfire keeps the names of job classes and methods in its database: renaming one
/// is a change of data. Each tenant's minute follows from its id, so that tenants are spread evenly over the hour.
/// </summary>
public sealed class Schedule(IRecurringJobManager jobs)
{
    private const int RefreshEvery = 5;
    private const int HalfAnHour = 30;

    /// <summary>From midnight on, UTC: the day is over for most accounts, and few people wait for anything.</summary>
    private const int NightHours = 6;
    private readonly HashSet<Id<Tenant>> known = [];

    /// <summary>Jobs of the portal itself.</summary>
    public void AddOwn()
    {
        jobs.AddOrUpdate<KeepTimetable>("portal:timetable", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<SendMails>("portal:mails", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<WatchFleet>("portal:fleet", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<CallTurns>("portal:turns", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<WatchSyncs>("portal:syncs", job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
        jobs.AddOrUpdate<PurgeExpired>("portal:purge", job => job.RunAsync(CancellationToken.None), "17 * * * *");
    }

    /// <summary>Gives each tenant its four jobs, once in this process's life; an unchanged entry costs nothing later.</summary>
    public async Task AddTenantsAsync(PortalDb db, CancellationToken ct)
    {
        var all = await db.Tenants.AsNoTracking().Select(tenant => tenant.Id).ToListAsync(ct);
        lock (known)
        {
            foreach (var tenant in all.Where(known.Add))
            {
                var minute = MinuteOf(tenant);
                jobs.AddOrUpdate<RefreshConnections>($"{tenant}:refresh", job => job.RunAsync(tenant, CancellationToken.None), string.Create(CultureInfo.InvariantCulture, $"{minute % RefreshEvery}/{RefreshEvery} * * * *"));
                jobs.AddOrUpdate<SyncTenant>($"{tenant}:sync", job => job.RunAsync(tenant, SyncTrigger.Schedule, null, CancellationToken.None), string.Create(CultureInfo.InvariantCulture, $"{minute} * * * *"));
                jobs.AddOrUpdate<LookAtAccounts>($"{tenant}:accounts", job => job.RunAsync(tenant, CancellationToken.None), string.Create(CultureInfo.InvariantCulture, $"{minute} {HourOf(tenant)} * * *"));
                jobs.AddOrUpdate<AuditSums>($"{tenant}:sums", job => job.RunAsync(tenant, CancellationToken.None), string.Create(CultureInfo.InvariantCulture, $"{(minute + HalfAnHour) % 60} {HourOf(tenant) % NightHours} * * *"));
            }
        }
    }

    /// <summary>When the tenant's next sync by schedule starts.</summary>
    public static DateTimeOffset NextSync(Id<Tenant> tenant, DateTimeOffset now)
    {
        var thisHour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, MinuteOf(tenant), 0, TimeSpan.Zero);
        return thisHour > now ? thisHour : thisHour.AddHours(1);
    }

    /// <summary>When it was the tenant's turn last.</summary>
    public static DateTimeOffset LastSync(Id<Tenant> tenant, DateTimeOffset now) => NextSync(tenant, now).AddHours(-1);

    private static int HourOf(Id<Tenant> tenant) => tenant.Value.ToByteArray()[14] * 24 / 256;

    private static int MinuteOf(Id<Tenant> tenant) => tenant.Value.ToByteArray()[15] * 60 / 256;
}
