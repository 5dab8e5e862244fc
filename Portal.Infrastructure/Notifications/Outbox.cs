using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Notifications;

/// <summary>Hands over the mails that wait in the database, oldest first, those included that notices have become by now. A mail the server does not take stays and is tried again.</summary>
public sealed partial class Outbox(PortalDb db, IMailer mailer, Notices notices, TimeProvider clock, ILogger<Outbox> logger)
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public async Task SendWaitingAsync(CancellationToken ct)
    {
        await OneAtATime.WaitAsync(ct);
        try
        {
            await notices.DeliverDueAsync(ct);
            foreach (var mail in await db.Mails.Where(mail => mail.SentAt == null).OrderBy(mail => mail.Id).Take(100).ToListAsync(ct))
            {
                await SendAsync(mail, ct);
            }
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task SendAsync(Mail mail, CancellationToken ct)
    {
        try
        {
            await mailer.SendAsync(mail, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotTaken(logger, fault, mail.Id.Value);
            return;
        }

        mail.MarkSent(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailId} was not taken and is tried again.")]
        public static partial void NotTaken(ILogger logger, Exception fault, Guid mailId);
    }
}
