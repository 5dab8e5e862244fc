using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;
using Portal.Domain;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

/// <summary>The folder that stands in for a mail server; <see cref="IsUsed"/> tells whether it does.</summary>
public sealed class MailFolder(IOptions<MailOptions> options, IHostEnvironment host)
{
    public bool IsUsed => !string.IsNullOrEmpty(options.Value.Folder);

    public string Path
    {
        get
        {
            var path = System.IO.Path.Combine(host.ContentRootPath, options.Value.Folder ?? throw new InvalidOperationException("Mail:Folder is not set."));
            return Directory.CreateDirectory(path).FullName;
        }
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<MailInFolder>> ListAsync(CancellationToken ct)
    {
        var mails = new List<MailInFolder>();
        foreach (var file in Directory.EnumerateFiles(Path, "*.eml").OrderDescending(StringComparer.Ordinal).Take(200))
        {
            mails.Add(await ReadAsync(file, ct));
        }

        return mails;
    }

    public async Task<MailInFolder?> FindAsync(Id<Mail> id, CancellationToken ct)
    {
        var file = System.IO.Path.Combine(Path, $"{id}.eml");
        return File.Exists(file) ? await ReadAsync(file, ct) : null;
    }

    private static async Task<MailInFolder> ReadAsync(string file, CancellationToken ct)
    {
        using var message = await MimeMessage.LoadAsync(file, ct);
        var id = Id<Mail>.Parse(System.IO.Path.GetFileNameWithoutExtension(file), null);
        return new(id, message.To.ToString(), message.Subject ?? "", message.TextBody ?? "", message.Date);
    }
}

public sealed record MailInFolder(Id<Mail> Id, string To, string Subject, string Text, DateTimeOffset At);
