using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>What becomes of a grant and its connection when an exchange failed, and when one goes through again.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class RefreshFailures(PortalDb db, IncidentBook incidents, TimeProvider clock, ILogger<RefreshFailures> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan SuspectWait = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Notes the failure and gives the lease back, in one transaction. Returns it as it was understood in the end, or null when the grant
    /// has moved on and nothing is noted on it.
    /// </summary>
    public async Task<TokenAnswer?> SettleAsync(Grant grant, string owner, RefreshAttempt attempt, TokenAnswer answer)
    {
        var (now, refusal) = (clock.GetUtcNow(), answer.Failure ?? throw new ArgumentException("Only a failure is settled.", nameof(answer)));

        // Into the journal first: what many tenants share is looked for there. A crash in between costs the rest of the lease.
        attempt.Conclude(RefreshOutcome.Failed, now, refusal.Code, means: refusal.Class);
        await db.SaveChangesAsync();
        var failure = await UnderstandAsync(grant, refusal, now);
        await using var transaction = await db.Database.BeginTransactionAsync();
        DateTimeOffset? retryAt = failure.EndsGrant ? null : now + WaitFor(failure.Class, grant.Failures, answer.RetryAfter);
        var isOurs = await db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.LeaseOwner == owner)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.LeaseOwner, (string?)null)
                .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(row => row.RetryAt, retryAt)
                .SetProperty(row => row.Failures, row => row.Failures + 1)) == 1;
        if (isOurs)
        {
            await NoteAsync(grant, failure, now);
        }
        else
        {
            attempt.Conclude(RefreshOutcome.Failed, now, refusal.Code, means: FailureClass.Race);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return isOurs ? TokenAnswer.Of(failure, answer.RetryAfter) : null;
    }

    /// <summary>Ends what failures began, once an exchange went through.</summary>
    public async Task RecoverAsync(Id<Connection> connection)
    {
        var troubled = await db.Connections.SingleOrDefaultAsync(row => row.Id == connection && row.FailingSince != null);
        if (troubled is { IsUsable: true })
        {
            troubled.Recover();
            await incidents.RecoverAsync(troubled);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>A refusal ends a grant only when it is not everybody's, and came as often as its kind has to.</summary>
    private async Task<TokenFailure> UnderstandAsync(Grant grant, TokenFailure refusal, DateTimeOffset now)
    {
        if (await incidents.IsOfFleetAsync(refusal))
        {
            return refusal.Class == FailureClass.Operator ? refusal : refusal.SharedByMany();
        }

        if (!refusal.EndsGrant && refusal.Class != FailureClass.Suspect)
        {
            return refusal;
        }

        if (!await IsProvenAsync(grant, refusal, now))
        {
            return refusal.Unproven();
        }

        return refusal.EndsGrant ? refusal : refusal with { Class = FailureClass.NeedsReconnect };
    }

    /// <summary>
    /// What was refused during a fault that many shared proves nothing; and a refusal that names no cause proves little while nobody else
    /// has gone through.
    /// </summary>
    private async Task<bool> IsProvenAsync(Grant grant, TokenFailure refusal, DateTimeOffset now)
    {
        var shared = await db.OperatorIncidents.Where(incident => incident.Cause == refusal.Cause).MaxAsync(incident => incident.ClosedAt);
        var since = shared ?? DateTimeOffset.UnixEpoch;
        var refusals = await db.RefreshAttempts
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.Outcome == RefreshOutcome.Failed && row.Code == refusal.Code)
            .Where(row => row.BeganAt >= since)
            .Select(row => row.BeganAt)
            .ToListAsync();
        return refusal.Proof.Holds(refusals, now) && (refusal.Proof.Refusals == 1 || await incidents.IsOwnAsync(grant.ConnectionId, refusal, refusals.Min()));
    }

    private async Task NoteAsync(Grant grant, TokenFailure failure, DateTimeOffset now)
    {
        if (failure.Class == FailureClass.Operator)
        {
            Log.Registration(logger, failure.Code, grant.ConnectionId.Value);
            return;
        }

        var connection = await db.Connections.SingleAsync(row => row.Id == grant.ConnectionId);
        if (!failure.EndsGrant)
        {
            Log.Passing(logger, grant.ConnectionId.Value, failure.Code);
            connection.Stumble(failure.Sentence, failure.Code, now);
            if (now - connection.FailingSince >= Incident.Patience)
            {
                await incidents.OpenAsync(connection, failure);
            }
        }
        else if (connection.RequireReconnect(failure.Sentence, failure.Code, now))
        {
            Log.Ended(logger, grant.ConnectionId.Value, failure.Code);
            db.AuditEntries.Add(new AuditEntry(
                grant.TenantId, Actor.Portal, nameof(Connection), connection.Id.ToString(), "Lost access", $"{connection.UserName}: {failure.Sentence}", now));
            await incidents.OpenAsync(connection, failure);
        }
    }

    /// <summary>
    /// 30 seconds, doubled with each failure in a row, of which a random fifth is left out. Always less than the timetable's five minutes:
    /// once an outage is over, its next round reaches everybody.
    /// </summary>
    private static TimeSpan WaitFor(FailureClass failure, int before, TimeSpan? asked)
    {
        if (failure == FailureClass.Suspect)
        {
            return SuspectWait;
        }

        var doubled = FirstWait * Math.Pow(2, Math.Min(before, 10));
        var jittered = (doubled < LongestWait ? doubled : LongestWait) * (RandomNumberGenerator.GetInt32(800, 1001) / 1000.0);
        return asked > jittered ? asked.Value : jittered;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Microsoft refuses many alike, or the portal's own registration ({Code}), seen at connection {ConnectionId}. None is marked.")]
        public static partial void Registration(ILogger logger, string code, Guid connectionId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} could not be refreshed ({Code}); it is tried again.")]
        public static partial void Passing(ILogger logger, Guid connectionId, string code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} needs reconnecting ({Code}).")]
        public static partial void Ended(ILogger logger, Guid connectionId, string code);
    }
}
