using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

[Flags]
internal enum DataScopes
{
    None = 0,
    EntityData = 1,
    QualityScoreData = 8,
    BidSuggestionsData = 16,
}

/// <summary>Reads a download request and checks it as the API does; what passes is a <see cref="DownloadPlan"/>.</summary>
internal sealed class DownloadRequest(CampaignWorld world, Directory directory)
{
    private const int MostCampaigns = 1_000;

    public static Fault Fault(int code, string errorCode, string message) => new(Service.Bulk, code, errorCode, message);

    public DownloadPlan ByAccount(Call call, BulkOptions options)
    {
        var accounts = call.Longs("AccountIds") ?? [];
        var accountId = accounts switch
        {
            [] => throw Fault(206, "NullArray", "The list of accounts is null or empty."),
            [var only] => only,
            _ => throw Fault(3201, "BulkServiceAccountIdsArrayExceedsLimit", "Only one account can be asked for at once."),
        };
        var plan = Plan(call, accountId, options);
        return plan.Tree.HasMoreKeywordsThan(options.MostKeywords)
            ? throw TooMany("DownloadByCampaignIds")
            : plan;
    }

    public DownloadPlan ByCampaigns(Call call, BulkOptions options)
    {
        var campaigns = call.Objects("Campaigns") ?? [];
        if (campaigns.Count is 0 or > MostCampaigns)
        {
            throw Fault(206, "NullArray", "The list of campaigns is null, empty or longer than 1,000.");
        }

        var parents = campaigns.Select(campaign => campaign?.Long("ParentAccountId") ?? call.AccountId).Distinct().ToList();
        if (parents.Count > 1)
        {
            throw Fault(3203, "BulkServiceCampaignsMustBelongToOneAccount", "The campaigns belong to several accounts.");
        }

        var plan = Plan(call, parents[0] ?? 0, options) with { CampaignIds = campaigns.Select(campaign => campaign?.Long("CampaignId") ?? 0).ToHashSet() };
        return plan.CampaignIds.FirstOrDefault(id => plan.Tree.Campaign(id) is null) is > 0 and var unknown
            ? throw Fault(1100, "CampaignServiceInvalidCampaignId", $"The campaign ID {unknown} is invalid.")
            : plan.Tree.HasMoreKeywordsThan(options.MostKeywordsByCampaigns, plan.Includes) ? throw TooMany("fewer campaigns")
            : plan;
    }

    private DownloadPlan Plan(Call call, long accountId, BulkOptions options)
    {
        if (accountId != call.AccountId || directory.AccountBy(accountId) is not { } account)
        {
            throw new Fault(Service.Bulk, 106, "UserIsNotAuthorized", "The account in the header is not the account in the body.")
            {
                Status = StatusCodes.Status400BadRequest,
            };
        }

        if (call.Text("FormatVersion") is not "6.0")
        {
            throw Fault(3217, "BulkServiceFormatVersionNotSupported", "The format version is not supported. Ask for 6.0.");
        }

        var scope = call.Flags<DataScopes>("DataScope") ?? DataScopes.EntityData;
        return new DownloadPlan(account, world.Of(account), RecordTypes.Of(Entities(call)), call.Now)
        {
            // Quality scores and bid suggestions have no delta (datascope.md).
            Since = scope == DataScopes.EntityData ? Since(call, options) : null,
            HasQualityScores = scope.HasFlag(DataScopes.QualityScoreData),
            IsTabbed = Is("DownloadFileType", "Csv", "Tsv"),
            IsGZip = Is("CompressionType", "Zip", "GZip"),
        };

        bool Is(string name, string usual, string other) => (call.Text(name) ?? usual) switch
        {
            var text when text.Equals(usual, StringComparison.OrdinalIgnoreCase) => false,
            var text when text.Equals(other, StringComparison.OrdinalIgnoreCase) => true,
            _ => throw new FormatException($"The value of '{name}' is not supported."),
        };
    }

    private static IReadOnlyList<string> Entities(Call call)
    {
        var entities = call.Body["DownloadEntities"] is JsonArray ? call.Body.Texts("DownloadEntities") ?? [] : [];
        return entities switch
        {
            [] => throw Fault(3210, "BulkServiceDownloadEntitiesNullOrEmpty", "No entity is asked for."),
            _ when entities.FirstOrDefault(entity => !RecordTypes.IsEntity(entity)) is { } unknown =>
                throw Fault(3211, "BulkServiceDownloadEntityNotSupported", $"The entity {unknown} is not supported."),
            _ => entities,
        };
    }

    private static DateTimeOffset? Since(Call call, BulkOptions options) => call.Body.Moment("LastSyncTimeInUTC") switch
    {
        null => null,
        var since when since > call.Now => throw Fault(3208, "BulkServiceLastSyncTimeInFuture", "The last sync time is in the future."),
        var since when since < call.Now - options.Memory => throw Fault(3209, "BulkServiceFullSyncRequired", "The last sync time is too old. Ask for everything."),
        var since => since,
    };

    private static Fault TooMany(string instead) =>
        Fault(3207, "BulkServiceTooManyKeywords", $"There are too many keywords for one download. Ask for {instead}.");
}
