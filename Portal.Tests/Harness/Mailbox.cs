using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Notifications;

namespace Portal.Tests.Harness;

/// <summary>What people would read in their mail programs.</summary>
internal static partial class Mailbox
{
    /// <summary>Sends what waits, then reads everything that ever went to this address.</summary>
    public static async Task<IReadOnlyList<MailInFolder>> MailsToAsync(this PortalApp app, string address)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Outbox>().SendWaitingAsync(CancellationToken.None);
        var all = await app.Services.GetRequiredService<MailFolder>().ListAsync(CancellationToken.None);
        return [.. all.Where(mail => string.Equals(mail.To, address, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The path and query of the only link in the only mail to this address whose subject contains the words.</summary>
    public static async Task<string> LinkAsync(this PortalApp app, string address, string subject) =>
        Assert.Single(await app.LinksAsync(address, subject));

    public static async Task<IReadOnlyList<string>> LinksAsync(this PortalApp app, string address, string subject) =>
        [.. (await app.MailsToAsync(address))
            .Where(mail => mail.Subject.Contains(subject, StringComparison.Ordinal))
            .Select(mail => new Uri(Link().Match(mail.Text).Value).PathAndQuery)];

    [GeneratedRegex(@"http://portal\.test\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
