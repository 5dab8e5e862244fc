using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World;

namespace Portal.Emulator.CustomerManagement;

/// <summary>The reading operations of CustomerManagement: who am I, which customers, which accounts.</summary>
internal static class CustomerManagementRoutes
{
    private const Service Here = Service.CustomerManagement;

    public static void MapCustomerManagement(this IEndpointRouteBuilder routes)
    {
        var directory = routes.ServiceProvider.GetRequiredService<Directory>();
        Map("/User/Query", call => GetUser(call, directory));
        Map("/Accounts/Search", call => AccountSearch.Run(call, directory));
        Map("/Account/Query", call => GetAccount(call, directory));
        Map("/AccountsInfo/Query", call => GetAccountsInfo(call, directory));
        Map("/CustomersInfo/Query", call => GetCustomersInfo(call, directory));
        Map("/Customer/Query", call => new JsonObject { ["Customer"] = Reached(call, directory).ToJson() });
        Map("/LinkedAccountsAndCustomersInfo/Query", call => GetLinked(call, directory));

        void Map(string path, Func<Call, JsonNode> operation) => routes.MapOperation(HttpMethods.Post, Here, path, operation);
    }

    private static JsonObject GetUser(Call call, Directory directory)
    {
        var id = call.Long("UserId") ?? call.User.Id;
        var user = id == call.User.Id ? directory.UserBy(id) : null;
        return user is null ? throw Fault.NoAccess(Here) : new JsonObject
        {
            ["User"] = user.ToJson(),
            ["CustomerRoles"] = directory.Roles(user).Select(role => role.ToJson()).ToJson(),
        };
    }

    private static JsonObject GetAccount(Call call, Directory directory)
    {
        var id = call.Long("AccountId") ?? throw Missing("AccountId");
        return directory.AccountBy(id) is { } account && directory.CanReach(call.User, null, id)
            ? new JsonObject { ["Account"] = account.ToJson(call.Flags<AccountFields>("ReturnAdditionalFields")) }
            : throw Fault.NoAccess(Here);
    }

    private static JsonObject GetAccountsInfo(Call call, Directory directory) =>
        new() { ["AccountsInfo"] = Accounts(call, directory).Select(account => account.ToInfo()).ToJson() };

    private static JsonObject GetCustomersInfo(Call call, Directory directory)
    {
        var top = call.Int("TopN") is > 0 and var count ? count : throw new Fault(Here, 201, "InvalidTopN", "TopN must be a positive number.");
        var filter = call.Text("CustomerNameFilter") ?? "";
        return new JsonObject
        {
            ["CustomersInfo"] = directory.CustomersOf(call.User)
                .Where(customer => customer.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                .Take(top).Select(customer => customer.ToInfo()).ToJson(),
        };
    }

    private static JsonObject GetLinked(Call call, Directory directory) => new()
    {
        ["AccountsInfo"] = Accounts(call, directory).Select(account => account.ToInfo()).ToJson(),
        ["CustomersInfo"] = directory.ClientsOf(Reached(call, directory).Id)
            .Where(link => directory.CanReach(call.User, link.ClientId, null))
            .Select(link => directory.CustomerBy(link.ClientId)).OfType<Customer>().Select(customer => customer.ToInfo()).ToJson(),
    };

    private static IEnumerable<Account> Accounts(Call call, Directory directory)
    {
        var customer = Reached(call, directory);
        return directory.AccountsOf(customer.Id, call.Bool("OnlyParentAccounts") ?? false)
            .Where(account => directory.CanReach(call.User, customer.Id, account.Id));
    }

    /// <summary>The customer in the body, or the user's own.</summary>
    private static Customer Reached(Call call, Directory directory)
    {
        var id = call.Long("CustomerId") ?? call.User.CustomerId;
        return directory.CustomerBy(id) is { } customer && directory.CanReach(call.User, id, null) ? customer : throw Fault.NoAccess(Here);
    }

    private static Fault Missing(string name) => new(Here, 204, "ParameterIsNull", $"The parameter '{name}' is missing.");
}
