using Portal.Domain.Tenancy;

namespace Portal.Domain.Members;

/// <summary>A person's place in one organisation. An organisation always keeps at least one owner.</summary>
public sealed class Membership : ITenantOwned
{
    public Membership(Id<Tenant> tenantId, Id<Person> personId, Role role, DateTimeOffset joinedAt) =>
        (TenantId, PersonId, Role, JoinedAt) = (tenantId, personId, role, joinedAt);

    public Id<Tenant> TenantId { get; private set; }

    public Id<Person> PersonId { get; private set; }

    public Role Role { get; private set; }

    public DateTimeOffset JoinedAt { get; private set; }

    /// <param name="role">The role this member shall have.</param>
    /// <param name="by">The membership of whoever changes it: nobody grants, or takes from, a role above their own.</param>
    /// <param name="owners">How many owners the organisation has now.</param>
    public Result<Membership> ChangeRole(Role role, Membership by, int owners)
    {
        if (by.Role < Role.Admin || role > by.Role || Role > by.Role)
        {
            return new Refusal("You can only give and change roles up to your own.", "Role");
        }

        if (IsLastOwner(owners) && role != Role.Owner)
        {
            return new Refusal("An organisation keeps at least one owner: make somebody else an owner first.", "Role");
        }

        Role = role;
        return this;
    }

    /// <summary>Whether <paramref name="by"/> may remove this member; a member may always leave, but for the last owner.</summary>
    public Result<Membership> Remove(Membership by, int owners)
    {
        if (by.PersonId != PersonId && (by.Role < Role.Admin || Role > by.Role))
        {
            return new Refusal("You can only remove members whose role is not above your own.");
        }

        return IsLastOwner(owners)
            ? new Refusal("The last owner cannot leave: make somebody else an owner first.")
            : this;
    }

    private bool IsLastOwner(int owners) => Role == Role.Owner && owners <= 1;
}
