using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;

namespace Portal.Security;

/// <summary>Who may open what: one table, the deepest folder wins. What is not in it needs an operator.</summary>
internal static class Access
{
    public const string Anonymous = "Anonymous";
    public const string SignedIn = "SignedIn";
    public const string Viewer = "Viewer";
    public const string Analyst = "Analyst";
    public const string Admin = "Admin";
    public const string Owner = "Owner";
    public const string Operator = "Operator";

    public static readonly IReadOnlyList<(string Path, string Policy)> Table =
    [
        ("/", Operator),
        ("/Index", Anonymous),
        ("/Error", Anonymous),
        ("/Account", Anonymous),
        ("/Account/FoundOrganisation", SignedIn),
        ("/Account/Organisations", SignedIn),
        ("/Account/Profile", SignedIn),
        ("/Account/SecondFactor", SignedIn),
        ("/OAuth", SignedIn),
        ("/Operator", Operator),
        ("/Tenant", Viewer),
        ("/Tenant/Connections", Viewer),
        ("/Tenant/Connections/Connect", Admin),
        ("/Tenant/Connections/Choose", Admin),
        ("/Tenant/Connections/Reconnect", Admin),
        ("/Tenant/Connections/Disconnect", Admin),
        ("/Tenant/Accounts/Export", Analyst),
        ("/Tenant/Incidents", Viewer),
        ("/Tenant/Campaigns/Export", Analyst),
        ("/Tenant/Campaigns/Change", Admin),
        ("/Tenant/Campaigns/Edit", Admin),
        ("/Tenant/Changes/Export", Analyst),
        ("/Tenant/Entities/Export", Analyst),
        ("/Tenant/Sync/Held", Admin),
        ("/Tenant/Performance/Export", Analyst),
        ("/Tenant/Sync/Start", Analyst),
        ("/Tenant/Sync/Again", Analyst),
        ("/Tenant/Sync/BackFills/Plan", Admin),
        ("/Tenant/Sync/BackFills/Change", Admin),
        ("/Tenant/Members/Edit", Admin),
        ("/Tenant/Members/Invite", Admin),
        ("/Tenant/Members/Leave", Viewer),
        ("/Tenant/Views", Viewer),
        ("/Tenant/Audit", Analyst),
        ("/Tenant/Settings", Owner),
        ("/Tenant/Settings/Sync", Admin),
    ];

    /// <summary>The policy of a page, by its path under Pages.</summary>
    public static string PolicyOf(string page) => Table
        .Where(line => line.Path == "/" || page == line.Path || page.StartsWith(line.Path + "/", StringComparison.Ordinal))
        .MaxBy(line => line.Path.Length).Policy;

    public static void Guard(PageApplicationModel page)
    {
        var policy = PolicyOf(page.ViewEnginePath);
        page.EndpointMetadata.Add(policy == Anonymous ? new AllowAnonymousAttribute() : new AuthorizeAttribute(policy));
    }

    public static void AddPolicies(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireClaim(PortalPrincipal.OperatorClaim));
        foreach (var role in Enum.GetValues<Role>())
        {
            options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().AddRequirements(new MemberRequirement(role)));
        }

        options.FallbackPolicy = options.GetPolicy(Operator);
    }
}

/// <summary>At least this role in the route's tenant.</summary>
internal sealed record MemberRequirement(Role Role) : IAuthorizationRequirement;

internal sealed class MemberRequirementHandler(IHttpContextAccessor http) : AuthorizationHandler<MemberRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        // The handler is a singleton's guest: the member is the request's.
        if (http.HttpContext?.RequestServices.GetRequiredService<CurrentMember>().MayActAs(requirement.Role) == true)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
