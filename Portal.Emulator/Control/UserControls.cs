using Portal.Emulator.OAuth;
using Portal.Emulator.World;

namespace Portal.Emulator.Control;

/// <summary>What can happen to a login behind an application's back.</summary>
internal static class UserControls
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var grants = routes.ServiceProvider.GetRequiredService<Grants>();
        Map("revoke", grants.Revoke);
        Map("disable", grants.Disable);
        Map("enable", grants.Enable);
        Map("expire", grants.ExpireAccess);

        void Map(string verb, Action<User> act) =>
            routes.MapPost($"/users/{{userName}}/{verb}", (string userName, Directory directory, HttpRequest request) =>
            {
                if (directory.UserBy(userName) is not { } user)
                {
                    return Results.NotFound();
                }

                act(user);
                return request.Done();
            });
    }
}
