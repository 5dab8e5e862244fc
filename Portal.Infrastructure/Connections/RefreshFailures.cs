using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>What becomes of a grant and its connection when an exchange failed.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class RefreshFailures(PortalDb db, ReconnectMail mail, TimeProvider clock, ILogger<RefreshFailures> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan SuspectWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SuspectSpan = TimeSpan.FromMinutes(9);
    private const int SuspectTries = 3;

    /// <summary>Notes the failure and gives the lease back, in one transaction; false when the grant has moved on and nothing is noted on it.</summary>
    public async Task<bool> SettleAsync(Grant grant, string owner, RefreshAttempt attempt, TokenAnswer answer)
    {
        var (now, failure) = (clock.GetUtcNow(), answer.Failure ?? throw new ArgumentException("Only a failure is settled.", nameof(answer)));
        attempt.Conclude(RefreshOutcome.Failed, now, failure.Code);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.SaveChangesAsync();
        var ends = failure.EndsGrant || (failure.Class == FailureClass.Suspect && await IsBelievedAsync(grant, failure.Code, now));
        DateTimeOffset? retryAt = ends ? null : now + WaitFor(failure.Class, grant.Failures, answer.RetryAfter);
        var isOurs = await db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.LeaseOwner == owner)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.LeaseOwner, (string?)null)
                .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(row => row.RetryAt, retryAt)
                .SetProperty(row => row.Failures, row => row.Failures + 1)) == 1;
        if (isOurs)
        {
            await NoteAsync(grant, failure, ends, now);
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        return isOurs;
    }

    private async Task NoteAsync(Grant grant, TokenFailure failure, bool ends, DateTimeOffset now)
    {
        if (failure.Class == FailureClass.Operator)
        {
            Log.Registration(logger, failure.Code, grant.ConnectionId.Value);
            return;
        }

        var connection = await db.Connections.SingleAsync(row => row.Id == grant.ConnectionId);
        if (!ends)
        {
            Log.Passing(logger, grant.ConnectionId.Value, failure.Code);
            connection.Stumble(Passing(failure), failure.Code, now);
        }
        else if (connection.RequireReconnect(failure.Sentence, failure.Code, now))
        {
            Log.Ended(logger, grant.ConnectionId.Value, failure.Code);
            db.AuditEntries.Add(new AuditEntry(
                grant.TenantId, Actor.Portal, nameof(Connection), connection.Id.ToString(), "Lost access", $"{connection.UserName}: {failure.Sentence}", now));
            await mail.WriteAsync(connection, failure.Sentence);
        }
    }

    /// <summary>A suspect refusal is believed when it came three times over some ten minutes (BingAds-Python-SDK issue 279).</summary>
    private async Task<bool> IsBelievedAsync(Grant grant, string code, DateTimeOffset now)
    {
        var tries = await db.RefreshAttempts
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.Outcome == RefreshOutcome.Failed && row.Code == code)
            .Select(row => row.BeganAt)
            .ToListAsync();
        return tries.Count >= SuspectTries && now - tries.Min() >= SuspectSpan;
    }

    /// <summary>30 seconds, doubled with each failure in a row, at most half an hour, of which a random fifth is left out.</summary>
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

    private static string Passing(TokenFailure failure) => failure.Class == FailureClass.Suspect
        ? "Microsoft refused the stored sign-in, which sometimes passes. The portal tries again in a few minutes."
        : failure.Sentence;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Microsoft refuses the portal's own registration ({Code}), seen at connection {ConnectionId}. Every connection is affected; none is marked.")]
        public static partial void Registration(ILogger logger, string code, Guid connectionId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} could not be refreshed ({Code}); it is tried again.")]
        public static partial void Passing(ILogger logger, Guid connectionId, string code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId} needs reconnecting ({Code}).")]
        public static partial void Ended(ILogger logger, Guid connectionId, string code);
    }
}
