using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

/// <summary>Hands mails to an SMTP server, one connection a mail: the portal sends few.</summary>
internal sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        var settings = options.Value;
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(settings.Host ?? throw new InvalidOperationException("Mail:Host is missing."), settings.Port, settings.ImplicitTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, ct);
        if (settings.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, settings.Password ?? "", ct);
        }

        using var message = MailMessage.Of(mail, settings.From);
        await client.SendAsync(message, ct);
        await client.DisconnectAsync(true, ct);
    }
}

/// <summary>Writes mails as files that any mail program opens; an operator page shows them.</summary>
internal sealed class FolderMailer(IOptions<MailOptions> options, MailFolder folder) : IMailer
{
    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        using var message = MailMessage.Of(mail, options.Value.From);
        await message.WriteToAsync(Path.Combine(folder.Path, $"{mail.Id}.eml"), ct);
    }
}

internal static class MailMessage
{
    public static MimeMessage Of(Mail mail, string from)
    {
        var message = new MimeMessage { Subject = mail.Subject, Date = mail.CreatedAt, Body = new TextPart("plain") { Text = mail.Text ?? "" } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(mail.To));
        return message;
    }
}
