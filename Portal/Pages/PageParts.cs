using Portal.Infrastructure.Ads;
using Portal.Mails;
using Portal.Pages.OAuth;
using Portal.Pages.Operator;
using Portal.Pages.Tenant;
using Portal.Pages.Tenant.Accounts;
using Portal.Pages.Tenant.Campaigns;
using Portal.Pages.Tenant.Changes;
using Portal.Pages.Tenant.Connections;
using Portal.Pages.Tenant.Entities;
using Portal.Pages.Tenant.Members;
using Portal.Pages.Tenant.Performance;
using Portal.Pages.Tenant.Sync;
using Portal.Pages.Tenant.Views;

namespace Portal.Pages;

/// <summary>What pages ask for their rows and hand their work to.</summary>
internal static class PageParts
{
    public static IServiceCollection AddPageParts(this IServiceCollection services)
    {
        services.AddScoped<LoginMails>();
        services.AddScoped<CallbackScope>();
        services.AddScoped<DataScopes>();
        services.AddScoped<Conversions>();
        services.AddScoped<Overview>();
        services.AddScoped<SyncCard>();
        services.AddScoped<AccountList>();
        services.AddScoped<CampaignList>();
        services.AddScoped<CampaignChanges>();
        services.AddScoped<CampaignSearch>();
        services.AddScoped<ViewMenus>();
        services.AddScoped<CampaignParts>();
        services.AddScoped<ChangeList>();
        services.AddScoped<EntityNames>();
        services.AddScoped<EntityUses>();
        services.AddScoped<EntityList>();
        services.AddScoped<ChangeCampaigns>();
        services.AddScoped<AccountChoice>();
        services.AddScoped<InvitationPost>();
        services.AddScoped<SliceCounts>();
        services.AddScoped<RunProgress>();
        services.AddScoped<KeysProgress>();
        services.AddScoped<BackFillProgress>();
        services.AddScoped<AccountChoices>();
        return services;
    }
}
