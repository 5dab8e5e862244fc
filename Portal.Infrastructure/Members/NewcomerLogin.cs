using Microsoft.AspNetCore.Identity;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Members;

/// <summary>A login for somebody invited who has none, and their membership, in one transaction. The mailed link has proven the address.</summary>
public sealed class NewcomerLogin(UserManager<PortalUser> users, InvitationDoor door, PortalDb db, TimeProvider clock)
{
    public async Task<Result<PortalUser>> JoinAsync(OpenInvitation open, string name, string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var email = open.Invitation.Email;
        var user = new PortalUser { Id = Id<Person>.New(now), DisplayName = name, UserName = email, Email = email, EmailConfirmed = true, CreatedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var made = await users.CreateAsync(user, password);
        if (!made.Succeeded)
        {
            return new Refusal(string.Join(' ', made.Errors.Select(error => error.Description)), made.Errors.Any(error => error.Code.StartsWith("Password", StringComparison.Ordinal)) ? "Password" : null);
        }

        var joined = await door.AcceptAsync(open, user.Person, ct);
        if (joined.IsRefused)
        {
            return joined.Refusal;
        }

        await transaction.CommitAsync(ct);
        return user;
    }
}
