using Hangfire;
using Portal.Infrastructure.Notifications;

namespace Portal.Jobs;

/// <summary>Hands over waiting mails. Enqueued by whoever wrote one, and by the timetable for those that were not taken.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class SendMails(Outbox outbox)
{
    public Task RunAsync(CancellationToken ct) => outbox.SendWaitingAsync(ct);
}
