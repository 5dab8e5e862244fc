using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain;
using Portal.Domain.Members;

namespace Portal.Infrastructure.Account;

/// <summary>What the sign-in cookie says of a person: who they are, and whether they are an operator. Never an organisation.</summary>
public sealed class PortalPrincipal(UserManager<PortalUser> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    public const string NameClaim = "name";
    public const string OperatorClaim = "operator";

    /// <summary>Null for nobody signed in.</summary>
    public static Person? PersonOf(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Id<Person>.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), null, out var id)
            ? new(id, principal.FindFirstValue(NameClaim) ?? "", principal.FindFirstValue(ClaimTypes.Email) ?? "")
            : null;

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(NameClaim, user.DisplayName));
        if (user.IsOperator)
        {
            identity.AddClaim(new(OperatorClaim, "1"));
        }

        return identity;
    }
}
