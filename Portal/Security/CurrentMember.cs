using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>
/// Who is asking, and as what in the route's tenant. Read once a request by <see cref="MembershipOfRequest"/>; a page that asks for it
/// outside a tenant gets an exception, not somebody else's rights.
/// </summary>
public sealed class CurrentMember
{
    private Membership? membership;
    private PortalTenant? tenant;
    private Person? person;

    public bool IsKnown => membership is not null;

    public PortalTenant Tenant => tenant ?? throw Unknown();

    public Person Person => person ?? throw Unknown();

    public Membership Membership => membership ?? throw Unknown();

    public Role Role => Membership.Role;

    public Actor Actor => new(Person.Id, Person.Name);

    public bool MayActAs(Role role) => membership is not null && membership.Role >= role;

    internal void Enter(PortalTenant tenant, Person person, Membership membership) =>
        (this.tenant, this.person, this.membership) = (tenant, person, membership);

    private static InvalidOperationException Unknown() => new("The request is not a member's in a tenant.");
}
