using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Performance;
using Portal.Tests.Harness;
using Portal.Tests.Pages.OAuth;

namespace Portal.Tests.Pages.Campaigns;

/// <summary>An organisation that is connected to Microsoft, with the campaigns of one account as a sync leaves them.</summary>
internal sealed class ConnectedCampaigns
{
    private readonly MicrosoftApp app;
    private readonly Organisation organisation;
    private readonly AdsAccount account;

    private ConnectedCampaigns(MicrosoftApp app, Organisation organisation, AdsAccount account, IReadOnlyList<RemoteCampaign> campaigns) =>
        (this.app, this.organisation, this.account, Active, Paused) =
        (app, organisation, account, [.. campaigns.Where(campaign => IsOfItsOwn(campaign, "Active"))], [.. campaigns.Where(campaign => IsOfItsOwn(campaign, "Paused"))]);

    /// <summary>Campaigns with budgets of their own.</summary>
    public IReadOnlyList<RemoteCampaign> Active { get; }

    public IReadOnlyList<RemoteCampaign> Paused { get; }

    public static async Task<ConnectedCampaigns> SeedAsync(MicrosoftApp app, string slug)
    {
        using var visit = await Visit.StartAsync(app, slug);
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync("maria@northwind.example"));
        await visit.ChooseAllAsync();
        return await InTenantAsync(app, visit.Organisation, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var account = await db.AdsAccounts.AsNoTracking().OrderBy(row => row.AccountId).FirstAsync();
            var campaigns = await services.GetRequiredService<IAdsApi>().GetCampaignsAsync(account.Access, CancellationToken.None);
            db.AddRange(campaigns.Select(campaign => new Campaign(visit.Organisation.Id, account.AccountId, campaign, app.SharedClock.GetUtcNow())));
            await db.SaveChangesAsync();
            await db.AdvanceDataVersionAsync(CancellationToken.None);
            return new ConnectedCampaigns(app, visit.Organisation, account, campaigns);
        });
    }

    public async Task<Browser> SignedInAsync(Role role = Role.Admin)
    {
        var browser = new Browser(app.Address);
        await browser.SignInAsync(organisation.Members[role]);
        return browser;
    }

    public string PathTo(string page, RemoteCampaign campaign) => $"/{organisation.Slug}/campaigns/{page}/{account.AccountId}/{campaign.CampaignId}";

    public string KeyOf(RemoteCampaign campaign) => $"{account.AccountId}-{campaign.CampaignId}";

    /// <summary>As Microsoft tells the campaign when it is asked again.</summary>
    public Task<RemoteCampaign> AtMicrosoftAsync(RemoteCampaign campaign) => InTenantAsync(app, organisation, async services =>
        (await services.GetRequiredService<IAdsApi>().GetCampaignsAsync(account.Access, CancellationToken.None)).Single(one => one.CampaignId == campaign.CampaignId));

    public Task<Campaign> MirrorAsync(RemoteCampaign campaign) => InTenantAsync(app, organisation, services =>
        services.GetRequiredService<PortalDb>().Campaigns.AsNoTracking().SingleAsync(row => row.CampaignId == campaign.CampaignId));

    public Task<List<AuditEntry>> AuditAsync() => InTenantAsync(app, organisation, services =>
        services.GetRequiredService<PortalDb>().AuditEntries.AsNoTracking().Where(entry => entry.Subject == "Campaign").ToListAsync());

    /// <summary>As if somebody had deleted it on Microsoft's own pages.</summary>
    public void DeleteAtMicrosoft(RemoteCampaign campaign)
    {
        var tree = app.Campaigns.Of(app.Directory.AccountBy(account.AccountId.Value)!);
        tree.Campaign(campaign.CampaignId.Value)!.Status = "Deleted";
    }

    private static bool IsOfItsOwn(RemoteCampaign campaign, string status) => campaign.SharedBudgetId is null && campaign.Status == status;

    private static async Task<T> InTenantAsync<T>(PortalApp app, Organisation organisation, Func<IServiceProvider, Task<T>> work)
    {
        var result = default(T);
        await app.InTenantAsync(organisation.Id, async services => result = await work(services));
        return result!;
    }
}
