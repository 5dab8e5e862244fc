using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;
using Portal.Emulator.World.Performance;

namespace Portal.Emulator.Control;

/// <summary>What can happen to an account, and to a person's way to it, behind an application's back.</summary>
internal static class AccountControls
{
    /// <summary>What is to be different; null stays. A currency can only become one with as many digits after the point.</summary>
    internal sealed record AccountOrder(long? CustomerId, string? TimeZone, string? CurrencyCode, string? LifeCycleStatus, string? Name);

    /// <summary>A role under a customer; the usual number is a super admin's.</summary>
    internal sealed record RoleOrder(long CustomerId, int RoleId = Role.SuperAdmin);

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/accounts/{id:long}", (long id, AccountOrder order, Directory directory, HttpRequest request) =>
            directory.AccountBy(id) is { } account ? Change(account, order, directory, request) : Results.NotFound());
        Roles("remove", (roles, order) => [.. roles.Where(role => role.CustomerId != order.CustomerId)]);
        Roles("add", (roles, order) => [.. roles, new Role(order.RoleId, order.CustomerId)]);

        void Roles(string verb, Func<IReadOnlyList<Role>, RoleOrder, IReadOnlyList<Role>> change) =>
            routes.MapPost($"/users/{{userName}}/roles/{verb}", (string userName, RoleOrder order, Directory directory, HttpRequest request) =>
            {
                if (directory.UserBy(userName) is not { } user || directory.CustomerBy(order.CustomerId) is null)
                {
                    return Results.NotFound();
                }

                directory.Replace(user with { Roles = change(directory.Roles(user), order) });
                return request.Done();
            });
    }

    private static IResult Change(Account account, AccountOrder order, Directory directory, HttpRequest request)
    {
        if (order.CustomerId is { } customer && directory.CustomerBy(customer) is null)
        {
            return Answering.Refused("There is no such customer.");
        }

        if (order.TimeZone is { } zone && Zone.OfAccount(zone).AccountName != zone)
        {
            return Answering.Refused("There is no such time zone. Use the name of the account's enum.");
        }

        if (order.CurrencyCode is { } code && Currency.Of(code).Digits != Currency.Of(account.CurrencyCode).Digits)
        {
            return Answering.Refused("The stand-in changes a currency only into one with as many digits after the point.");
        }

        directory.Replace(account with
        {
            ParentCustomerId = order.CustomerId ?? account.ParentCustomerId,
            TimeZone = order.TimeZone ?? account.TimeZone,
            CurrencyCode = order.CurrencyCode ?? account.CurrencyCode,
            LifeCycleStatus = order.LifeCycleStatus ?? account.LifeCycleStatus,
            Name = order.Name ?? account.Name,
        });
        return request.Done();
    }
}
