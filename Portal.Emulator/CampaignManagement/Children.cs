using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>What the operations on keywords and on ads have in common: they work on one ad group that the body names.</summary>
internal sealed class Children(Accounts accounts)
{
    private const string TriggerWord = "xxx";

    public AdGroup AdGroup(Call call) => accounts.Tree(call).AdGroup(call.Long("AdGroupId") ?? 0) ?? throw UnknownAdGroup();

    /// <summary>Runs the items under the account's lock, on an ad group that is kept from now on.</summary>
    public Batch Change<T>(Call call, IReadOnlyList<T?> items, Func<AdGroup, T, Moment, Outcome> change)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var adGroup = tree.KeptAdGroup(call.Long("AdGroupId") ?? 0) ?? throw UnknownAdGroup();
            return Batch.Run<T>(items, item => change(adGroup, item, Accounts.Moment(tree, call)));
        }
    }

    /// <summary>The stand-in's editors know one bad word.</summary>
    public static Refusal? Edit(string? text, string location) => text?.Contains(TriggerWord, StringComparison.OrdinalIgnoreCase) is true
        ? new(1042, "CampaignServiceEditorialValidationError", "The text was not approved.") { DisapprovedText = TriggerWord, Location = location }
        : null;

    /// <summary>The serving after a thing went from one status to the other.</summary>
    public static Serving Switched(Serving serving, string from, string to, Moment at) =>
        (from == "Active") == (to == "Active") ? serving : serving.Switch(at.Day, to == "Active");

    public static Serving Unshown(Moment at) => new Serving(at.Day).Switch(at.Day.AddDays(-1), on: false);

    private static Fault UnknownAdGroup() => Accounts.Fault(1201, "CampaignServiceInvalidAdGroupId", "The ad group ID is invalid.");
}
