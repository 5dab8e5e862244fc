using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

public static class NotificationsServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<PortalOptions>()
            .BindConfiguration("Portal")
            // Not as the property's own value: configuration adds to a list, so that "Web" alone would still be both.
            .PostConfigure(portal => portal.Roles = portal.Roles.Count > 0 ? portal.Roles : [PortalRole.Web, PortalRole.Worker])
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MailFolder>();
        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<FolderMailer>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<MailFolder>().IsUsed
            ? provider.GetRequiredService<FolderMailer>()
            : provider.GetRequiredService<SmtpMailer>());
        services.AddScoped<Outbox>();
        return services;
    }
}
