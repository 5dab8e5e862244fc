using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Members;

public static class MembersServices
{
    public static IServiceCollection AddMembers(this IServiceCollection services) =>
        services.AddScoped<InvitationDoor>().AddScoped<NewcomerLogin>();
}
