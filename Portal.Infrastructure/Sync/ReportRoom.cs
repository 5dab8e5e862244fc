using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// How many reports a login may have in work at Microsoft, which is not published: one more after a whole round went well, one fewer
/// after 207 (https://learn.microsoft.com/advertising/guides/services-protocol).
/// </summary>
public sealed class ReportLimits
{
    public const int Most = 10;
    private const double AtFirst = 3;
    private readonly ConcurrentDictionary<Id<Connection>, double> limits = new();

    public int Of(Id<Connection> login) => (int)limits.GetValueOrDefault(login, AtFirst);

    public void Accepted(Id<Connection> login) => limits.AddOrUpdate(login, AtFirst + 1 / AtFirst, (_, limit) => Math.Min(Most, limit + 1 / limit));

    public void TooMany(Id<Connection> login) => limits.AddOrUpdate(login, AtFirst - 1, (_, limit) => Math.Max(1, Math.Floor(limit) - 1));
}

/// <summary>
/// Whether a login may have another report made. Those in work are counted in the slices, and the self-audit's in the accounts, so that
/// every process sees them.
/// </summary>
public sealed class ReportRoom(PortalDb db, ReportLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <param name="account">Of which the report is.</param>
    /// <param name="submit">Asks for it, if there is room.</param>
    /// <returns>The report's id; or how long to leave it, which grows with the accounts that wait for the same login.</returns>
    public async Task<(string? Id, TimeSpan Wait)> SubmitAsync(AdsAccount account, Func<CancellationToken, Task<string>> submit, CancellationToken ct)
    {
        var open = db.SyncSlices.Where(slice => slice.EndedAt == null && db.AdsAccounts.Any(one => one.AccountId == slice.AccountId && one.ConnectionId == account.ConnectionId));
        var forgotten = clock.GetUtcNow() - SelfAudit.Patience;
        var inWork = await open.CountAsync(slice => slice.Kind > SliceKind.Reports && slice.ReportRequestId != null, ct)
            + await db.AdsAccounts.CountAsync(one => one.ConnectionId == account.ConnectionId && one.SummaryAskedAt > forgotten, ct);
        var limit = limits.Of(account.ConnectionId);
        if (inWork >= limit)
        {
            var waiting = await open.Select(slice => slice.AccountId).Distinct().CountAsync(ct);
            return (null, Jittered(TimeSpan.FromSeconds(2.0 * waiting / limit)));
        }

        try
        {
            var id = await submit(ct);
            limits.Accepted(account.ConnectionId);
            return (id, default);
        }
        catch (AdsApiException fault) when (fault is { Fault: AdsFault.Throttled, Code: 207 })
        {
            limits.TooMany(account.ConnectionId);
            throw;
        }
    }

    private static TimeSpan Jittered(TimeSpan wait) =>
        (wait < Shortest ? Shortest : wait > Longest ? Longest : wait) * (RandomNumberGenerator.GetInt32(50, 151) / 100.0);
}
