using Microsoft.AspNetCore.Antiforgery;
using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>
/// Binds each form's antiforgery token to its tenant: a token taken from one organisation's page is refused in another's. Pages without
/// a tenant take any: the frame of a tenant's page holds the forms that sign out and change the theme.
/// </summary>
internal sealed class TenantInForms : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => TenantOf(context);

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => TenantOf(context) is var tenant && (tenant.Length == 0 || additionalData == tenant);

    private static string TenantOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IMultiTenantContextAccessor<PortalTenant>>().MultiTenantContext.TenantInfo?.Id ?? "";
}
