using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>The operations of Campaign Management.</summary>
public static class CampaignManagementRoutes
{
    public static IEndpointRouteBuilder MapCampaignManagement(this IEndpointRouteBuilder routes)
    {
        var world = routes.ServiceProvider.GetRequiredService<CampaignWorld>();
        var accounts = new Accounts(world, routes.ServiceProvider.GetRequiredService<Directory>());
        var reads = new CampaignReads(accounts);
        Read("/Campaigns/QueryByAccountId", reads.ByAccount);
        Read("/Campaigns/QueryByIds", reads.ByIds);
        Read("/Budgets/QueryByIds", reads.Budgets);
        var campaigns = new CampaignWrites(accounts, world);
        Writes("/Campaigns", campaigns.Add, campaigns.Update, campaigns.Delete);
        var budgets = new BudgetWrites(accounts, world);
        Writes("/Budgets", budgets.Add, budgets.Update, budgets.Delete);
        var adGroups = new AdGroupOperations(accounts, world);
        Read("/AdGroups/QueryByCampaignId", adGroups.ByCampaign);
        Writes("/AdGroups", adGroups.Add, adGroups.Update, adGroups.Delete);
        var keywords = new KeywordOperations(new(accounts), world);
        Read("/Keywords/QueryByAdGroupId", keywords.ByAdGroup);
        Writes("/Keywords", keywords.Add, keywords.Update, keywords.Delete);
        var ads = new AdOperations(new(accounts), world);
        Read("/Ads/QueryByAdGroupId", ads.ByAdGroup);
        Writes("/Ads", ads.Add, ads.Update, ads.Delete);
        return routes;

        void Read(string path, Func<Call, JsonNode> operation) => routes.MapOperation("POST", Service.CampaignManagement, path, operation);

        void Writes(string path, Func<Call, JsonNode> add, Func<Call, JsonNode> update, Func<Call, JsonNode> delete)
        {
            routes.MapOperation("POST", Service.CampaignManagement, path, add, writes: true);
            routes.MapOperation("PUT", Service.CampaignManagement, path, update, writes: true);
            routes.MapOperation("DELETE", Service.CampaignManagement, path, delete, writes: true);
        }
    }
}
