using Portal.Infrastructure.Ads;
using Portal.Pages.Tenant.Accounts;
using Portal.Pages.Tenant.Campaigns;

namespace Portal.Pages.Tenant;

/// <summary>What the data pages ask for their rows.</summary>
internal static class DataPages
{
    public static IServiceCollection AddDataPages(this IServiceCollection services)
    {
        services.AddScoped<DataScopes>();
        services.AddScoped<Overview>();
        services.AddScoped<SyncCard>();
        services.AddScoped<AccountList>();
        services.AddScoped<CampaignList>();
        services.AddScoped<CampaignChanges>();
        services.AddScoped<CampaignParts>();
        services.AddScoped<ChangeCampaigns>();
        return services;
    }
}
