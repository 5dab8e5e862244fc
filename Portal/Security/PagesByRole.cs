using Microsoft.Extensions.Options;
using Portal.Infrastructure.Notifications;

namespace Portal.Security;

internal static class PagesByRole
{
    /// <summary>A process that is a worker only says how it is and nothing else: whoever reaches its port reaches no page.</summary>
    public static bool ServesPages(this WebApplication app) => app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Does(PortalRole.Web);
}
