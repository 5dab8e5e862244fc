using Portal.Domain.Connections;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Ads;

/// <summary>
/// One way to an account: a connection that reaches it, and the customer to come through. An account may have several; it is read
/// through the one that stands in <see cref="AdsAccount.ConnectionId"/>, and through another when that one breaks.
/// </summary>
public sealed class AccountReach(
    Id<Tenant> tenantId,
    AdsId<AdsAccount> accountId,
    Id<Connection> connectionId,
    AdsId<Customer> customerId,
    string customerName,
    int roleId) : ITenantOwned
{
    public const int ViewerRole = 100;

    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public AdsId<AdsAccount> AccountId { get; private set; } = accountId;

    public Id<Connection> ConnectionId { get; private set; } = connectionId;

    public AdsId<Customer> CustomerId { get; private set; } = customerId;

    public string CustomerName { get; private set; } = customerName;

    public int RoleId { get; private set; } = roleId;

    public void Refresh(DiscoveredAccount found) => (CustomerId, CustomerName, RoleId) = (found.CustomerId, found.CustomerName, found.RoleId);
}
