using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Connections;

/// <summary>Tells those who can sign in again that they must.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class ReconnectMail(PortalDb db, IMultiTenantContextAccessor<PortalTenant> tenant, IOptions<PortalOptions> portal, TimeProvider clock)
{
    /// <summary>Puts one mail to each admin and owner beside the change; it is sent once that is saved.</summary>
    public async Task WriteAsync(Connection connection, string sentence)
    {
        var organisation = tenant.MultiTenantContext.TenantInfo ?? throw new InvalidOperationException("Mails about a connection are written within a tenant only.");
        var addresses = await (
            from member in db.Memberships
            where member.Role == Role.Admin || member.Role == Role.Owner
            join user in db.Users on member.PersonId equals user.Id
            where user.Email != null
            select user.Email).ToListAsync();
        var text = $"""
            The Microsoft Advertising login {connection.UserName} of {organisation.Name} no longer works in the portal.

            {sentence}

            Until then its accounts are not updated. What is already there stays, and the days in between are fetched afterwards.

            Sign in again here:
            {portal.Value.LinkTo($"/{organisation.Identifier}/connections")}
            """;
        db.Mails.AddRange(addresses.Select(address => Mail.Write(address, $"Sign in again: {connection.UserName}", text, clock.GetUtcNow())));
    }
}
