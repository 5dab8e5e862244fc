using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World;

namespace Portal.Emulator.CustomerManagement;

/// <summary>
/// <c>SearchAccounts</c> over the accounts the user reaches: predicates, one order, pages
/// (https://learn.microsoft.com/advertising/customer-management-service/predicate). Codes of refused searches are not
/// documented one by one; all of them answer 201 here.
/// </summary>
internal static class AccountSearch
{
    private const int LargestPage = 1_000;
    private const int MostValues = 10;
    private const int ShortestText = 4;
    private const string Contains = "Contains";
    private const string EqualTo = "Equals";
    private const string In = "In";

    private static readonly Dictionary<string, string[]> Operators = new()
    {
        ["AccountId"] = [EqualTo, In],
        ["AccountLifeCycleStatus"] = [EqualTo],
        ["AccountName"] = [Contains, EqualTo],
        ["AccountNumber"] = [Contains, EqualTo, In],
        ["CustomerId"] = [EqualTo],
        ["UserId"] = [EqualTo],
    };

    public static JsonNode Run(Call call, Directory directory)
    {
        var predicates = call.Objects("Predicates") is { Count: > 0 } given ? given : throw Invalid("Give one predicate.");
        var accounts = directory.AccountsOf(call.User).AsEnumerable();
        var fields = new HashSet<string>();
        foreach (var predicate in predicates)
        {
            var (field, values) = Read(predicate);
            if (!fields.Add(field))
            {
                throw Invalid($"The field '{field}' stands in two predicates.");
            }

            accounts = accounts.Where(Match(field, predicate?.Text("Operator"), values, call, directory));
        }

        if (fields.SetEquals(["AccountLifeCycleStatus"]))
        {
            throw Invalid("AccountLifeCycleStatus needs another predicate beside it.");
        }

        var (index, size) = Page(call);
        var more = call.Flags<AccountFields>("ReturnAdditionalFields");
        return new JsonObject
        {
            ["Accounts"] = Order(accounts, call).Skip(index * size).Take(size).Select(account => account.ToJson(more)).ToJson(),
        };
    }

    private static (string Field, string[] Values) Read(JsonObject? predicate)
    {
        var (field, comparison, value) = (predicate?.Text("Field"), predicate?.Text("Operator"), predicate?.Text("Value"));
        if (field is null || value is null || !Operators.TryGetValue(field, out var known) || !known.Contains(comparison))
        {
            throw Invalid($"A predicate '{field} {comparison}' is not known.");
        }

        string[] values = comparison == In ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
        if (values.Length is 0 or > MostValues)
        {
            throw Invalid($"In takes 1 to {MostValues} values.");
        }

        if (field is "AccountName" or "AccountNumber" && values.Any(text => text.Length < ShortestText))
        {
            throw Invalid($"The text to look for in {field} needs at least {ShortestText} characters.");
        }

        return (field, values);
    }

    private static Func<Account, bool> Match(string field, string? comparison, string[] values, Call call, Directory directory) => field switch
    {
        "AccountId" => AnyOf(Ids(values)),
        "CustomerId" => InCustomer(Ids(values)[0], call, directory),
        "UserId" => Ids(values)[0] == call.User.Id ? _ => true : throw Fault.NoAccess(Service.CustomerManagement),
        "AccountLifeCycleStatus" => account => account.LifeCycleStatus == values[0]
            || (values[0] == "Active" && account is { LifeCycleStatus: "Pause", PauseReason: 2 }),
        "AccountName" => Text(account => account.Name, comparison, values),
        _ => Text(account => account.Number, comparison, values),
    };

    private static Func<Account, bool> AnyOf(long[] ids) => account => ids.Contains(account.Id);

    private static Func<Account, bool> Text(Func<Account, string> of, string? comparison, string[] values) => account =>
        comparison == Contains
            ? of(account).Contains(values[0], StringComparison.OrdinalIgnoreCase)
            : values.Contains(of(account), StringComparer.OrdinalIgnoreCase);

    private static Func<Account, bool> InCustomer(long customerId, Call call, Directory directory)
    {
        if (!directory.CanReach(call.User, customerId, null))
        {
            throw Fault.NoAccess(Service.CustomerManagement);
        }

        var ids = directory.AccountsOf(customerId).Select(account => account.Id).ToHashSet();
        return account => ids.Contains(account.Id);
    }

    private static IEnumerable<Account> Order(IEnumerable<Account> accounts, Call call)
    {
        var orders = call.Objects("Ordering") ?? [];
        if (orders.Count == 0)
        {
            return accounts;
        }

        Func<Account, IComparable> key = (orders.Count, orders[0]?.Text("Field")) switch
        {
            (1, "Id") => account => account.Id,
            (1, "Name") => account => account.Name,
            (1, "Number") => account => account.Number,
            _ => throw Invalid("Order by one of Id, Name and Number."),
        };
        return orders[0]?.Text("Order") is "Descending" ? accounts.OrderByDescending(key) : accounts.OrderBy(key);
    }

    private static (int Index, int Size) Page(Call call)
    {
        var page = call.Body.Object("PageInfo");
        var (index, size) = (page?.Int("Index") ?? 0, page?.Int("Size") ?? 10);
        return index >= 0 && size is > 0 and <= LargestPage ? (index, size) : throw Invalid($"A page has 1 to {LargestPage} rows and an index from 0.");
    }

    private static long[] Ids(string[] values) => [.. values.Select(value =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Invalid($"'{value}' is no id."))];

    private static Fault Invalid(string message) => new(Service.CustomerManagement, 201, "InvalidPredicate", message);
}
