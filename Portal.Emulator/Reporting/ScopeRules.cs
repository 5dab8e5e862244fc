using System.Text.Json.Nodes;
using Portal.Emulator.Calls;

namespace Portal.Emulator.Reporting;

/// <summary>Reads what a report is about. One account out of reach refuses the whole request, as live.</summary>
internal static class ScopeRules
{
    private const int MostAccounts = 1_000;
    private const int MostEntities = 300;

    public static (Scope Scope, IReadOnlyList<long> AccountIds) Read(JsonObject request, Directory directory, Call call)
    {
        var scope = request.Object("Scope") ?? throw ReportRequest.Fault(2018, "ReportingServiceInvalidScope", "The scope is missing.");
        var accounts = scope.Longs("AccountIds") ?? [];
        var campaigns = Entities(scope, "Campaigns", "CampaignId", 2030);
        var adGroups = Entities(scope, "AdGroups", "AdGroupId", 2031);
        if (accounts.Count > MostAccounts)
        {
            throw ReportRequest.Fault(2029, "ReportingServiceTooManyAccounts", "The scope holds more than 1,000 accounts.");
        }

        long[] all = [.. accounts.Concat(campaigns.Concat(adGroups).Select(entity => entity.AccountId)).Distinct()];
        if (all.Length == 0)
        {
            throw ReportRequest.Fault(2018, "ReportingServiceInvalidScope", "The scope is empty.");
        }

        if (all.Any(id => directory.AccountBy(id) is null || !directory.CanReach(call.User, null, id)))
        {
            throw ReportRequest.Fault(2003, "AccountNotAuthorized", "The user is not authorized for an account in the scope.");
        }

        return (new(
            accounts.ToHashSet(), campaigns.Select(entity => entity.Id).ToHashSet(), adGroups.Select(entity => entity.Id).ToHashSet(),
            adGroups.Select(entity => entity.CampaignId).ToHashSet()), all);
    }

    private static List<(long AccountId, long CampaignId, long Id)> Entities(JsonObject scope, string list, string id, int tooMany)
    {
        var items = scope.Objects(list) ?? [];
        if (items.Count > MostEntities)
        {
            throw ReportRequest.Fault(tooMany, "ReportingServiceTooManyEntities", "The scope holds more than 300 of one kind.");
        }

        return [.. items.Select(item => (Required(item, "AccountId"), Required(item, "CampaignId"), Required(item, id)))];
    }

    private static long Required(JsonObject? item, string name) =>
        item?.Long(name) ?? throw ReportRequest.Fault(2027, "ReportingServiceInvalidScopeValue", $"An entry of the scope has no {name}.");
}
