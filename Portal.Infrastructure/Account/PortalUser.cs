using Microsoft.AspNetCore.Identity;
using Portal.Domain;
using Portal.Domain.Members;

namespace Portal.Infrastructure.Account;

/// <summary>A person's login, global to the portal. What they may see follows from memberships, never from being signed in.</summary>
public sealed class PortalUser : IdentityUser<Id<Person>>
{
    public required string DisplayName { get; set; }

    /// <summary>May enter the operator area.</summary>
    public bool IsOperator { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public Person Person => new(Id, DisplayName, Email ?? "");
}
