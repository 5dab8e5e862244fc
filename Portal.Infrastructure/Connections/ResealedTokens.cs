using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Seals the tenant's tokens anew with its newest data key, a few at a time, while they are read and refreshed. A refresh that stores
/// meanwhile wins; the older keys stay until nothing needs them. Cut short, it goes on with what is left.
/// </summary>
public sealed partial class ResealedTokens(KeysDb keys, PortalDb db, TokenVault vault, TimeProvider clock, ILogger<ResealedTokens> logger)
{
    private const int Batch = 20;

    /// <summary>Nobody who holds an old key or value in memory lives that long.</summary>
    private static readonly TimeSpan Keep = Grant.Fallback;

    public async Task RunAsync(CancellationToken ct)
    {
        if (await NewestAsync(ct) is not { IsComplete: false } key)
        {
            return;
        }

        key.Begin(await CountOlderAsync(key.Version, ct));
        await keys.SaveChangesAsync(ct);

        // A refresh that began under the old key may store after a pass has gone by; the pass that meets nothing is the last.
        while (await PassAsync(key, ct) > 0)
        {
            ct.ThrowIfCancellationRequested();
        }

        key.Complete(clock.GetUtcNow());
        await keys.SaveChangesAsync(ct);
    }

    /// <summary>Goes on with what was cut short, and deletes older keys a week after the last value was sealed anew.</summary>
    public async Task KeepUpAsync(CancellationToken ct)
    {
        await RunAsync(ct);
        if (await NewestAsync(ct) is not { } key || key.Version == 1 || key.CompleteAt > clock.GetUtcNow() - Keep || await PassAsync(key, ct) > 0)
        {
            return;
        }

        await keys.DeleteAsync(old => old.Version < key.Version, ct);
    }

    private Task<TenantKey?> NewestAsync(CancellationToken ct) => keys.TenantKeys.OrderByDescending(key => key.Version).FirstOrDefaultAsync(ct);

    private async Task<int> CountOlderAsync(int version, CancellationToken ct)
    {
        var older = 0;
        await foreach (var grant in db.Grants.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            older += IsOlder(grant, version) ? 1 : 0;
        }

        var kept = await db.RefreshAttempts.Where(attempt => attempt.KeptRefreshToken != null).Select(attempt => attempt.KeptRefreshToken).ToListAsync(ct);
        return older + kept.Count(value => IsOlder(value, version));
    }

    /// <returns>How many grants and journal lines had something sealed with an older key.</returns>
    private async Task<int> PassAsync(TenantKey key, CancellationToken ct)
    {
        var met = 0;
        var connections = await db.Grants.OrderBy(grant => grant.ConnectionId).Select(grant => grant.ConnectionId).ToListAsync(ct);
        foreach (var batch in connections.Chunk(Batch))
        {
            var grants = await db.Grants.AsNoTracking().Where(grant => batch.Contains(grant.ConnectionId)).ToListAsync(ct);
            foreach (var grant in grants.Where(grant => IsOlder(grant, key.Version)))
            {
                met += await TryAsync(grant.ConnectionId, () => ResealAsync(grant, ct)) ? 1 : 0;
            }

            await TellAsync(key, met, ct);
        }

        foreach (var attempt in await db.RefreshAttempts.AsNoTracking().Where(attempt => attempt.KeptRefreshToken != null).ToListAsync(ct))
        {
            if (attempt.KeptRefreshToken is { } kept && IsOlder(kept, key.Version))
            {
                met += await TryAsync(attempt.ConnectionId, () => ResealAsync(attempt, kept, ct)) ? 1 : 0;
            }
        }

        await TellAsync(key, met, ct);
        return met;
    }

    private async Task TellAsync(TenantKey key, int met, CancellationToken ct)
    {
        if (!key.IsComplete && met > 0)
        {
            key.Progress(met);
            await keys.SaveChangesAsync(ct);
        }
    }

    private async Task ResealAsync(Grant grant, CancellationToken ct)
    {
        var access = await vault.RenewAccessTokenAsync(grant.AccessToken, grant.ConnectionId, ct);
        var refresh = await vault.RenewRefreshTokenAsync(grant.RefreshToken, grant.ConnectionId, ct);
        var previous = grant.PreviousRefreshToken is { } one ? await vault.RenewRefreshTokenAsync(one, grant.ConnectionId, ct) : null;

        // Only what was read is replaced: a refresh counts the generation up, and an erased fallback stays erased.
        await db.Grants
            .Where(row => row.ConnectionId == grant.ConnectionId && row.Generation == grant.Generation && row.PreviousUntil == grant.PreviousUntil)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.AccessToken, access)
                    .SetProperty(row => row.RefreshToken, refresh)
                    .SetProperty(row => row.PreviousRefreshToken, previous),
                ct);
    }

    private async Task ResealAsync(RefreshAttempt attempt, byte[] kept, CancellationToken ct)
    {
        var renewed = await vault.RenewRefreshTokenAsync(kept, attempt.ConnectionId, ct);
        await db.RefreshAttempts
            .Where(row => row.Id == attempt.Id && row.KeptRefreshToken != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.KeptRefreshToken, renewed), ct);
    }

    /// <summary>What cannot be opened now could not be opened before either, and must not keep the rest waiting.</summary>
    private async Task<bool> TryAsync(Id<Connection> connection, Func<Task> reseal)
    {
        try
        {
            await reseal();
            return true;
        }
        catch (TokenUnreadableException fault)
        {
            Log.Unreadable(logger, fault, connection.Value);
            return false;
        }
    }

    private static bool IsOlder(Grant grant, int version) =>
        IsOlder(grant.AccessToken, version) || IsOlder(grant.RefreshToken, version) || IsOlder(grant.PreviousRefreshToken, version);

    private static bool IsOlder(byte[]? value, int version) => value is not null && SealedValue.IsKnown(value) && SealedValue.KeyVersion(value) < version;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A sealed token of connection {ConnectionId} cannot be opened, so it was not sealed anew.")]
        public static partial void Unreadable(ILogger logger, Exception fault, Guid connectionId);
    }
}
