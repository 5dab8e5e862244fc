namespace Portal.Domain.Notifications;

/// <summary>Hands a mail over to the world. Throws when the mail was not taken; the caller tries again later.</summary>
public interface IMailer
{
    Task SendAsync(Mail mail, CancellationToken ct);
}
