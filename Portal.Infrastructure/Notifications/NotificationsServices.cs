using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

public static class NotificationsServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<PortalOptions>().BindConfiguration("Portal").ValidateInSentences();
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateInSentences();
        services.AddSingleton<MailFolder>();
        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<FolderMailer>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<MailFolder>().IsUsed
            ? provider.GetRequiredService<FolderMailer>()
            : provider.GetRequiredService<SmtpMailer>());
        services.AddScoped<Notices>();
        services.AddScoped<Outbox>();
        return services;
    }
}
