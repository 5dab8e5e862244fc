using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// Whether Microsoft Advertising lets the logins of the scope's tenant in, and to which accounts, as the calls show it. Every method
/// saves; whatever the caller has changed and not saved is forgotten.
/// </summary>
public sealed partial class Admissions(PortalDb db, IncidentBook incidents, FleetFaults fleet, TimeProvider clock, ILogger<Admissions> logger)
{
    /// <summary>A call that went out before the first refusal may come back after it, and proves nothing.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromMinutes(10);

    /// <summary>That a login is let in need not be noted at every call.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    /// <summary>The login was refused with a fresh token. What that means, in words for the tenant.</summary>
    public async Task<TokenFailure> RefuseAsync(Id<Connection> id, AdsApiException fault, CancellationToken ct)
    {
        var failure = TokenFailure.OfAdvertising(fault.Fault, fault.Code);
        db.ChangeTracker.Clear();
        var connection = await db.Connections.SingleAsync(row => row.Id == id, ct);
        connection.Refuse(failure.Code, clock.GetUtcNow());

        // First of all, because what many tenants share is looked for there.
        await db.SaveChangesAsync(ct);
        var since = connection.RefusedSince.GetValueOrDefault() + Doubt;
        switch (await fleet.JudgeAsync(id, failure, since))
        {
            case RefusalOf.All:
                return failure.RefusedToAll();
            case RefusalOf.Nobody:
                return failure.Undecided();
            default:
                await BelieveAsync(id, failure, ct);
                return failure;
        }
    }

    /// <summary>The login may not read the account. It is told of when the run has ended, with all others.</summary>
    public async Task<TokenFailure> RefuseAsync(AdsId<AdsAccount> id, AdsApiException fault, CancellationToken ct)
    {
        var failure = TokenFailure.OfAdvertising(fault.Fault, fault.Code);
        db.ChangeTracker.Clear();
        (await db.AdsAccounts.SingleAsync(row => row.AccountId == id, ct)).Refuse(failure.Code, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return failure;
    }

    /// <summary>The login was let in.</summary>
    public async Task LetInAsync(Id<Connection> id, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Between;
        if (!await db.Connections.AnyAsync(row => row.Id == id && (row.RefusedSince != null || row.LetInAt == null || row.LetInAt < before), ct))
        {
            return;
        }

        await using var transaction = await db.BeginAloneAsync(ct);
        db.ChangeTracker.Clear();
        var connection = await db.Connections.SingleAsync(row => row.Id == id, ct);
        if (connection.LetIn(clock.GetUtcNow()) && connection.IsUsable)
        {
            Log.LetIn(logger, id.Value);
            await incidents.LetInAsync(connection);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>What an account's part of a run says: a slice that was done after the last refusal was let through.</summary>
    public async Task ReadAsync(Id<SyncRun> run, AdsId<AdsAccount> id, CancellationToken ct)
    {
        var done = await db.SyncSlices.Where(slice => slice.RunId == run && slice.AccountId == id && slice.State == SliceState.Done).MaxAsync(slice => slice.EndedAt, ct);
        if (done is null)
        {
            return;
        }

        db.ChangeTracker.Clear();
        var account = await db.AdsAccounts.SingleAsync(row => row.AccountId == id, ct);
        if (account.RefusedAt < done)
        {
            account.Allow();
            await db.SaveChangesAsync(ct);
        }

        if (!await db.Connections.AnyAsync(row => row.Id == account.ConnectionId && row.RefusedAt >= done, ct))
        {
            await LetInAsync(account.ConnectionId, ct);
        }
    }

    /// <summary>Why there is no need to ask: the login was refused since the run began. Null when it was not.</summary>
    public async Task<string?> RefusedDuringAsync(Id<SyncRun> run, AdsId<AdsAccount> account, CancellationToken ct)
    {
        var refused = await (
            from one in db.AdsAccounts.AsNoTracking()
            join connection in db.Connections on one.ConnectionId equals connection.Id
            where one.AccountId == account && connection.RefusedSince != null && db.SyncRuns.Any(row => row.Id == run && row.StartedAt <= connection.RefusedAt)
            select new { connection.Failure }).FirstOrDefaultAsync(ct);
        return refused is null ? null : refused.Failure ?? "Microsoft Advertising refused the login with another account of this sync. The portal asks again with the next one.";
    }

    /// <summary>When a run has ended: one incident a login for all accounts that it may not read, closed when it may or they are left out.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        db.ChangeTracker.Clear();
        var refused = await db.AdsAccounts.AsNoTracking().Where(account => account.IsChosen && account.RefusedAt != null).OrderBy(account => account.Name).ToListAsync(ct);
        var troubled = await db.Incidents.Where(incident => incident.ClosedAt == null && incident.Class == FailureClass.NoAccess).Select(incident => incident.ConnectionId).ToListAsync(ct);
        var ids = refused.Select(account => account.ConnectionId).Concat(troubled).Distinct().ToList();
        foreach (var connection in (await db.Connections.Where(row => ids.Contains(row.Id)).ToListAsync(ct)).Where(connection => connection.IsUsable))
        {
            await incidents.FollowAccessAsync(connection, [.. refused.Where(account => account.ConnectionId == connection.Id)]);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The accounts of a login are at work at the same time: one after the other, so that the first tells it and the others see that it is told.</summary>
    private async Task BelieveAsync(Id<Connection> id, TokenFailure failure, CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        db.ChangeTracker.Clear();
        var (connection, now) = (await db.Connections.SingleAsync(row => row.Id == id, ct), clock.GetUtcNow());
        if (!connection.IsUsable)
        {
            return;
        }

        if (!failure.EndsGrant)
        {
            connection.Stumble(failure.Sentence, failure.Code, now);
        }
        else if (connection.RequireReconnect(failure.Sentence, failure.Code, now))
        {
            db.AuditEntries.Add(new AuditEntry(
                connection.TenantId, Actor.Portal, nameof(Connection), connection.Id.ToString(), "Lost access", $"{connection.UserName}: {failure.Sentence}", now));
        }

        Log.NotLetIn(logger, connection.Id.Value, failure.Code);
        await incidents.OpenAsync(connection, failure);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Microsoft Advertising refuses connection {ConnectionId} ({Code}).")]
        public static partial void NotLetIn(ILogger logger, Guid connectionId, string code);

        [LoggerMessage(Level = LogLevel.Information, Message = "Microsoft Advertising lets connection {ConnectionId} in again.")]
        public static partial void LetIn(ILogger logger, Guid connectionId);
    }
}
