using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Jobs;

/// <summary>Asks once a day what each login of the tenant still reaches and may do, so that a right that was taken away is noticed before somebody needs it.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed partial class LookAtAccounts(PortalDb db, Rediscovery rediscovery, Admissions admissions, ILogger<LookAtAccounts> logger)
{
    public async Task RunAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        using var background = InBackground.Begin();
        foreach (var id in await db.Connections.Where(connection => connection.State == ConnectionState.Active).Select(connection => connection.Id).ToListAsync(ct))
        {
            db.ChangeTracker.Clear();
            try
            {
                await rediscovery.RunAsync(await db.Connections.FirstAsync(connection => connection.Id == id, ct), ct);
                await admissions.LetInAsync(id, ct);
            }
            catch (AdsApiException fault)
            {
                Log.NotSeen(logger, fault, id.Value);
                if (fault.Fault == AdsFault.LoginRefused)
                {
                    await admissions.RefuseAsync(id, fault, ct);
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What connection {ConnectionId} reaches could not be looked at.")]
        public static partial void NotSeen(ILogger logger, Exception fault, Guid connectionId);
    }
}
