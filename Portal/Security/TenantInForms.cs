using Microsoft.AspNetCore.Antiforgery;
using Portal.Infrastructure.Tenancy;

namespace Portal.Security;

/// <summary>Binds each form's antiforgery token to its tenant: a token taken from one organisation's page is refused in another's.</summary>
internal sealed class TenantInForms : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => TenantOf(context);

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == TenantOf(context);

    private static string TenantOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IMultiTenantContextAccessor<PortalTenant>>().MultiTenantContext.TenantInfo?.Id ?? "";
}
