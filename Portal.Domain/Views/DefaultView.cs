using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Views;

/// <summary>The view that a page begins with for one person, when they open it without choosing anything.</summary>
public sealed class DefaultView : ITenantOwned
{
    public DefaultView(Id<Tenant> tenantId, Id<Person> personId, string page, Id<SavedView> viewId) =>
        (TenantId, PersonId, Page, ViewId) = (tenantId, personId, page, viewId);

    public Id<Tenant> TenantId { get; private set; }

    public Id<Person> PersonId { get; private set; }

    /// <summary>The page's key.</summary>
    public string Page { get; private set; }

    public Id<SavedView> ViewId { get; private set; }

    public void Become(Id<SavedView> view) => ViewId = view;
}
