using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Incidents;

/// <summary>Warns the operators 60, 30 and 7 days before the client secret ends, once each.</summary>
public sealed class SecretWarning(PortalDb db, OperatorMail mail, IOptions<MicrosoftAdsOptions> options, TimeProvider clock)
{
    public async Task WarnAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (options.Value.ClientSecretExpiresAt is not { } end || Terms.SecretWarning(end, now) is not { } days)
        {
            return;
        }

        var what = $"client secret {end.ToUniversalTime():yyyy-MM-dd} {days}";
        if (await db.OperatorWarnings.AnyAsync(warning => warning.What == what, ct))
        {
            return;
        }

        // Two processes at once: the key lets one in, and the other's mails go with its warning.
        db.OperatorWarnings.Add(new OperatorWarning(what, now));
        await mail.SecretEndsAsync(end);
        await db.SaveChangesAsync(ct);
    }
}
