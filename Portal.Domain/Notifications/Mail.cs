namespace Portal.Domain.Notifications;

/// <summary>
/// A mail waiting to be sent, saved together with the change that caused it. The text may hold one-time links, so it is erased once
/// the mail is handed over.
/// </summary>
public sealed class Mail(Id<Mail> id, string to, string subject, string? text, DateTimeOffset createdAt)
{
    public Id<Mail> Id { get; private set; } = id;

    public string To { get; private set; } = to;

    public string Subject { get; private set; } = subject;

    /// <summary>Plain text; null once sent.</summary>
    public string? Text { get; private set; } = text;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DateTimeOffset? SentAt { get; private set; }

    public static Mail Write(string to, string subject, string text, DateTimeOffset now) => new(Id<Mail>.New(now), to, subject, text, now);

    public void MarkSent(DateTimeOffset now) => (SentAt, Text) = (now, null);
}
