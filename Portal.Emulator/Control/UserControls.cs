using Portal.Emulator.Calls;
using Portal.Emulator.OAuth;
using Portal.Emulator.World;

namespace Portal.Emulator.Control;

/// <summary>What can happen to a login, and to the application itself, behind its back.</summary>
internal static class UserControls
{
    /// <summary>The developer tokens that are accepted from now on.</summary>
    internal sealed record TokensOrder(IReadOnlyList<string>? Accepted);

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var grants = routes.ServiceProvider.GetRequiredService<Grants>();
        Map("revoke", grants.Revoke);
        Map("disable", grants.Disable);
        Map("enable", grants.Enable);
        Map("expire", grants.ExpireAccess);
        routes.MapPut("/developer-tokens", (TokensOrder order, DeveloperTokens tokens, HttpRequest request) =>
        {
            if (order.Accepted is not { Count: > 0 } accepted)
            {
                return Answering.Refused("Name at least one developer token.");
            }

            tokens.Accepted = accepted;
            return request.Done();
        });

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
