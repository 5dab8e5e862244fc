using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Notifications;

/// <summary>Configuration section <c>Mail</c>. With <see cref="Folder"/> set, mail is written there and nothing leaves the machine.</summary>
public sealed class MailOptions : IValidatableObject
{
    public string? Host { get; set; }

    [Range(1, 65535, ErrorMessage = "Mail:Port must be a port number.")]
    public int Port { get; set; } = 587;

    /// <summary>Use TLS from the first byte (usually port 465); otherwise STARTTLS when the server offers it.</summary>
    public bool ImplicitTls { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    [Required(ErrorMessage = "Mail:From is missing: the address that the portal's mails come from.")]
    public string From { get; set; } = "";

    /// <summary>A folder for mail instead of a server: for Development and tests.</summary>
    public string? Folder { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Host) && string.IsNullOrEmpty(Folder))
        {
            yield return new("Mail:Host is missing: the SMTP server that takes the portal's mails.", [nameof(Host)]);
        }
    }
}
