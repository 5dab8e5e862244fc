using Microsoft.AspNetCore.Mvc.Rendering;
using Portal.Domain.Members;
using Portal.Pages.Account;

namespace Portal.Pages.Tenant.Members;

internal static class RoleChoices
{
    /// <summary>The roles that somebody may give: up to their own.</summary>
    public static IReadOnlyList<SelectListItem> UpTo(Role own) =>
        [.. Enum.GetValues<Role>().Where(role => role <= own).Select(role => new SelectListItem($"{role} · {AcceptInvitationModel.Means(role)}", role.ToString()))];
}
