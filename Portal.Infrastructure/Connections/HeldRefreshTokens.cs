using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Connections;

/// <summary>
/// Asks for new tokens with what is held of a grant. First the newest refresh token; only when that is refused for good, the one before
/// it, which the platform does not revoke at use and which is the last good one if an answer was lost on its way to us; then what
/// exchanges that were fenced off kept in the journal.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed partial class HeldRefreshTokens(PortalDb db, TokenVault vault, GrantLease lease, MicrosoftIdentity identity, TimeProvider clock, ILogger<HeldRefreshTokens> logger)
{
    private const int MostKept = 2;

    /// <returns>What Microsoft answered, and the sealed refresh token it answered to. When all are refused, the newest one's answer.</returns>
    public async Task<(TokenAnswer Answer, byte[] Used)> AskAsync(Grant grant, RefreshToken newest)
    {
        var first = await identity.RefreshAsync(newest, CancellationToken.None);
        if (!IsRefused(first))
        {
            return (first, grant.RefreshToken);
        }

        foreach (var fallback in await FallbacksAsync(grant))
        {
            if (!await lease.KeepAsync(grant))
            {
                break;
            }

            var answer = await identity.RefreshAsync(await vault.OpenRefreshTokenAsync(fallback, grant.ConnectionId, CancellationToken.None), CancellationToken.None);
            if (!IsRefused(answer))
            {
                Log.Fallback(logger, grant.ConnectionId.Value, first.Failure?.Code ?? "", answer.Failure?.Code ?? "it works");
                return (answer, fallback);
            }
        }

        return (first, grant.RefreshToken);
    }

    private static bool IsRefused(TokenAnswer answer) => answer.Failure is { EndsGrant: true } or { Class: FailureClass.Suspect };

    /// <summary>The newest first, and only those of the same consent.</summary>
    private async Task<List<byte[]>> FallbacksAsync(Grant grant)
    {
        var oldest = clock.GetUtcNow() - Grant.Fallback;
        var kept = await db.RefreshAttempts
            .Where(attempt => attempt.ConnectionId == grant.ConnectionId && attempt.Generation >= grant.ConsentGeneration)
            .Where(attempt => attempt.KeptRefreshToken != null && attempt.BeganAt > oldest)
            .OrderByDescending(attempt => attempt.BeganAt)
            .Take(MostKept)
            .Select(attempt => attempt.KeptRefreshToken ?? Array.Empty<byte>())
            .ToListAsync();
        return grant.PreviousRefreshToken is { } previous && grant.PreviousUntil > clock.GetUtcNow() ? [previous, .. kept] : kept;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: the newest refresh token was refused ({Code}), an older one was tried ({Outcome}).")]
        public static partial void Fallback(ILogger logger, Guid connectionId, string code, string outcome);
    }
}
