using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Finds what a call is about.</summary>
internal sealed class Accounts(CampaignWorld world, Directory directory)
{
    public AccountTree Tree(Call call) => world.Of(Account(call));

    /// <summary>The tree for a change. Throws 1008 for an account that takes none.</summary>
    public AccountTree Writable(Call call) => Account(call).TakesWrites
        ? Tree(call)
        : throw Fault(1008, "CampaignServiceAccountIsNotActive", "The account is not active: it takes no changes.");

    public static Moment Moment(AccountTree tree, Call call) => tree.At(call.Now);

    /// <summary>The list to work on. Throws 206 without one, and <paramref name="tooLong"/> beyond <paramref name="most"/> items.</summary>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T>? list, int most, int tooLong, string errorCode) =>
        list is not { Count: > 0 } ? throw Fault(206, "NullArray", "The list must not be null or empty.")
        : list.Count > most ? throw Fault(tooLong, errorCode, $"The list holds more than {most} items.")
        : list;

    public static Fault Fault(int code, string errorCode, string message) => new(Service.CampaignManagement, code, errorCode, message);

    /// <summary>The additional fields that were asked for, in any of the accepted spellings; unknown ones are harmless.</summary>
    public static IReadOnlySet<string> Fields(Call call) => (call.Body["ReturnAdditionalFields"] switch
    {
        null => [],
        JsonArray => call.Body.Texts("ReturnAdditionalFields") ?? [],
        _ => call.Text("ReturnAdditionalFields")!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
    }).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private Account Account(Call call) =>
        directory.AccountBy(call.AccountId ?? 0) ?? throw Calls.Fault.NoAccess(Service.CampaignManagement);
}
