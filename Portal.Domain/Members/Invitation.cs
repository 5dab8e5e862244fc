using Portal.Domain.Tenancy;

namespace Portal.Domain.Members;

/// <summary>
/// An offer of membership, sent by mail. It is bound to one address, works once, and only its token's hash is kept.
/// </summary>
public sealed class Invitation : ITenantOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation(Id<Tenant> tenantId, Id<Invitation> id, string email, Role role, byte[] tokenHash, Id<Person> invitedBy, DateTimeOffset createdAt)
    {
        TenantId = tenantId;
        Id = id;
        Email = email;
        Role = role;
        TokenHash = tokenHash;
        InvitedBy = invitedBy;
        CreatedAt = createdAt;
        ExpiresAt = createdAt + Lifetime;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<Invitation> Id { get; private set; }

    /// <summary>The invited address as typed, trimmed; compared without regard to case.</summary>
    public string Email { get; private set; }

    public Role Role { get; private set; }

    /// <summary>SHA-256 of the token in the mailed link.</summary>
    public byte[] TokenHash { get; private set; }

    public Id<Person> InvitedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static Result<Invitation> Offer(Membership by, string email, Role role, byte[] tokenHash, DateTimeOffset now)
    {
        var address = email.Trim();
        if (address.Length is < 3 or > 254 || address.IndexOf('@', StringComparison.Ordinal) is < 1)
        {
            return new Refusal("This is not an e-mail address.", "Email");
        }

        return by.Role < Role.Admin || role > by.Role || !Enum.IsDefined(role)
            ? new Refusal("You can only invite with a role up to your own.", "Role")
            : new Invitation(by.TenantId, Id<Invitation>.New(now), address, role, tokenHash, by.PersonId, now);
    }

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && RevokedAt is null && now < ExpiresAt;

    public Result<Membership> Accept(Person person, DateTimeOffset now)
    {
        if (!string.Equals(person.Email, Email, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal($"This invitation was sent to another address. You are signed in as {person.Email}; sign in with the invited address.");
        }

        if (!IsOpen(now))
        {
            return new Refusal("This invitation was already used, withdrawn, or is older than a week. Ask for a new one.");
        }

        AcceptedAt = now;
        return new Membership(TenantId, person.Id, Role, now);
    }

    public Result<Invitation> Revoke(DateTimeOffset now)
    {
        if (!IsOpen(now))
        {
            return new Refusal("This invitation is no longer open.");
        }

        RevokedAt = now;
        return this;
    }
}
