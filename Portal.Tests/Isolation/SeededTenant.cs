using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Domain.Views;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Isolation;

/// <summary>A tenant with something in every table, and its marker in every text that a page could show.</summary>
public sealed record SeededTenant(Organisation Organisation, string Marker, Id<Connection> Connection, Id<SyncRun> Run, Id<Invitation> Invitation, Id<PendingSignIn> SignIn, Id<SavedView> View, long Account, long Campaign, long AdGroup)
{
    public string Slug => Organisation.Slug;

    public static async Task<SeededTenant> MakeAsync(PortalApp app, string slug, long number)
    {
        var organisation = await app.FoundAsync(slug);
        var marker = $"marker-{slug}";
        var now = app.Clock.GetUtcNow();
        SeededTenant? seeded = null;
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var owner = organisation.Members[Role.Owner];
            var connection = Portal.Domain.Connections.Connection.Open(organisation.Id, number, $"{marker}@login.example", owner.Id, now);
            var account = new AdsAccount(organisation.Id, connection.Id, Found(marker, number), now);
            account.Choose();
            connection.Activate();
            var run = new SyncRun(organisation.Id, Id<SyncRun>.New(now), SyncTrigger.Person, owner.Id, now);
            var slice = new SyncSlice(organisation.Id, run.Id, account.AccountId, SliceKind.Campaigns, null, now);
            slice.Fail($"{marker} failed", $"{marker}-tracking", now);
            run.End(new(1, 1, 0, 1, 0, 0, 0, 0), now);
            var offered = Portal.Domain.Members.Invitation.Offer(new Membership(organisation.Id, owner.Id, Role.Owner, now), $"{marker}@invited.example", Role.Viewer, Guid.NewGuid().ToByteArray(), now).Value!;
            var campaign = new Portal.Domain.Ads.Campaign(organisation.Id, account.AccountId, new RemoteCampaign(new(number + 1), $"{marker} campaign", "Active", "Search", 5_000_000, "DailyBudgetStandard", null, "EnhancedCpc"), now);
            db.AddRange(connection, new Grant(organisation.Id, connection.Id, [1], [2], now.AddHours(1), now), account, run, slice, offered, campaign);
            db.Add(Portal.Domain.Incidents.Incident.Open(connection, new TokenFailure(FailureClass.NeedsReconnect, $"{marker}-code", $"{marker} ended."), 1, now));
            var signIn = new PendingSignIn(organisation.Id, Id<PendingSignIn>.New(now), connection.Id, organisation.Members[Role.Admin].Id, number + 1, $"{marker}@other.example", [1], [2], now.AddHours(1), "[]", now);
            db.AddRange(signIn, new AccountReach(organisation.Id, account.AccountId, connection.Id, account.CustomerId, account.CustomerName, account.RoleId));
            var view = SavedView.Save("keywords", $"q={marker}", $"{marker} view", true, new Membership(organisation.Id, owner.Id, Role.Owner, now), [], now).Value!;
            db.AddRange(view, new DefaultView(organisation.Id, organisation.Members[Role.Viewer].Id, "keywords", view.Id));
            db.AddRange(Rows(organisation, marker, account, campaign, number, now));
            db.Add(new AuditEntry(organisation.Id, new Actor(owner.Id, owner.Name), "Campaign", campaign.CampaignId.ToString(), "Paused", $"{marker} was paused", now));
            await db.SaveChangesAsync();
            var keys = services.GetRequiredService<KeysDb>();
            keys.Add(new TenantKey(organisation.Id, 1, [1], now));
            await keys.SaveChangesAsync();
            seeded = new(organisation, marker, connection.Id, run.Id, offered.Id, signIn.Id, view.Id, number, number + 1, number + 2);
        });
        return seeded!;
    }

    private static DiscoveredAccount Found(string marker, long number) => new(
        new(number), $"{marker}-N", $"{marker} account", new(number + 10), $"{marker} customer", new(number + 10), "EUR", "BrusselsCopenhagenMadridParis", "Active", null, 41);

    private static IEnumerable<object> Parts(Organisation organisation, string marker, AdsAccount account, Campaign campaign, long number, DateTimeOffset now)
    {
        var (tenant, id) = (organisation.Id, account.AccountId);
        yield return new Label { TenantId = tenant, AccountId = id, LabelId = new(number + 6), Name = $"{marker} label" };
        yield return new NegativeList { TenantId = tenant, AccountId = id, NegativeListId = new(number + 7), Name = $"{marker} list" };
        yield return new NegativeKeyword { TenantId = tenant, AccountId = id, Level = NegativeLevel.List, ParentId = number + 7, NegativeKeywordId = new(number + 8), Text = $"{marker} negative", MatchType = "Exact" };
        yield return new AdExtension { TenantId = tenant, AccountId = id, ExtensionId = new(number + 9), Type = "Callout", Status = "Active", Text = $"{marker} callout" };
        yield return new Audience { TenantId = tenant, AccountId = id, AudienceId = new(number + 10), Type = "RemarketingList", Name = $"{marker} audience" };
        yield return new AssetGroup { TenantId = tenant, AccountId = id, AssetGroupId = new(number + 11), CampaignId = campaign.CampaignId, Name = $"{marker} assets", Status = "Active" };
        yield return new EntityLink { TenantId = tenant, AccountId = id, Kind = LinkKind.LabelOfCampaign, ParentId = campaign.CampaignId.Value, RecordId = number + 6, SubjectId = number + 6, Type = "Campaign Label", Status = "Active" };
        yield return new RawRecord { TenantId = tenant, AccountId = id, TypeKey = 1, RecordId = 1, ParentId = 0, Type = $"{marker} type", Status = "Active", Columns = "{}" };
        yield return new EntityChange { TenantId = tenant, AccountId = id, Kind = EntityKind.Campaign, EntityId = campaign.CampaignId.Value, ParentId = 0, At = now, Field = "Name", Name = $"{marker} campaign", From = $"{marker} was", To = $"{marker} is" };
        var state = new EntitySync(tenant, id);
        state.Hold(new HeldBack([new(EntityKind.Campaign, 30, 20, [$"{marker} held"])]).Write(), now);
        yield return state;
    }

    private static IEnumerable<object> Rows(Organisation organisation, string marker, AdsAccount account, Campaign campaign, long number, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2);
        yield return new Portal.Domain.Ads.AdGroup { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), CampaignId = campaign.CampaignId, Name = $"{marker} group", Status = "Active" };
        yield return new Keyword { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), KeywordId = new(number + 3), Text = $"{marker} keyword", MatchType = "Exact", Status = "Active" };
        yield return new Ad { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), AdId = new(number + 4), Type = "ResponsiveSearch", Status = "Active", Headlines = $"{marker} headline", Descriptions = $"{marker} text" };
        yield return new SharedBudget { TenantId = organisation.Id, AccountId = account.AccountId, BudgetId = new(number + 5), Name = $"{marker} budget", AmountMicros = 1, BudgetType = "DailyBudgetStandard" };
        foreach (var row in Parts(organisation, marker, account, campaign, number, now))
        {
            yield return row;
        }

        yield return new AccountDay { TenantId = organisation.Id, AccountId = account.AccountId, Date = day, Impressions = 100, Clicks = 10, SpendMicros = 7_000_000 };
        yield return new CampaignDay { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, Date = day, Impressions = 100, Clicks = 10, SpendMicros = 7_000_000 };
        yield return new AdGroupDay { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), CampaignId = campaign.CampaignId, Date = day, Clicks = 10 };
        yield return new KeywordDay { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), KeywordId = new(number + 3), CampaignId = campaign.CampaignId, Date = day, Clicks = 10 };
        yield return new AdDay { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), AdId = new(number + 4), CampaignId = campaign.CampaignId, Date = day, Clicks = 10 };
        yield return new SearchTermDay { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), KeywordId = new(number + 3), TermId = number + 6, CampaignId = campaign.CampaignId, Date = day, Clicks = 10 };
        yield return new GeographyDay { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, PlaceId = number + 7, Date = day, Clicks = 10 };
        yield return new DeviceDay { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, DeviceTypeId = number + 8, Date = day, Clicks = 10 };
        yield return new AudienceDay { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), AudienceId = new(number + 9), AssociationId = number + 10, CampaignId = campaign.CampaignId, Date = day, Clicks = 10 };
        yield return new AssetGroupDay { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, AssetGroupId = new(number + 11), Date = day, Clicks = 10 };
        yield return new AccountHour { TenantId = organisation.Id, AccountId = account.AccountId, Date = day, Hour = 7, Clicks = 10 };
        yield return new CampaignHour { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, Date = day, Hour = 7, Clicks = 10 };
        yield return new AccountShare { TenantId = organisation.Id, AccountId = account.AccountId, Date = day, Impressions = 100, ImpressionShare = 5_000 };
        yield return new CampaignShare { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, Date = day, Impressions = 100, ImpressionShare = 5_000 };
        yield return new AdGroupShare { TenantId = organisation.Id, AccountId = account.AccountId, AdGroupId = new(number + 2), CampaignId = campaign.CampaignId, Date = day, Impressions = 100, ImpressionShare = 5_000 };
        yield return new GoalDay { TenantId = organisation.Id, AccountId = account.AccountId, CampaignId = campaign.CampaignId, GoalId = new(number + 12), Date = day, ConversionHundredths = 100 };
        yield return new SearchTerm { TenantId = organisation.Id, TermId = number + 6, Text = $"{marker} term", MatchType = "Exact" };
        yield return new Place { TenantId = organisation.Id, PlaceId = number + 7, LocationType = "Physical location", Country = $"{marker} country", State = "", MetroArea = "", County = "", City = $"{marker} city", MostSpecific = $"{marker} city" };
        yield return new DeviceType { TenantId = organisation.Id, DeviceTypeId = number + 8, Name = $"{marker} device" };
        yield return new ReportedAudience { TenantId = organisation.Id, AudienceId = new(number + 9), Name = $"{marker} audience", Type = "Custom" };
        yield return new ReportedAssetGroup { TenantId = organisation.Id, AssetGroupId = new(number + 11), Name = $"{marker} asset group" };
        yield return new ReportedGoal { TenantId = organisation.Id, GoalId = new(number + 12), Name = $"{marker} goal", Type = "Url" };
        yield return new DayMark { TenantId = organisation.Id, AccountId = account.AccountId, Report = ReportKind.Account, Date = day, State = DayState.Final, ReadAt = now };
        yield return new SumCheck(account, ReportKind.Campaign, new(day, day), SumOutcome.Drifted, new(99, 9, 6_000_000, 0, 0), new(100, 10, 7_000_000, 0, 0), now);
        var backFill = new BackFill(organisation.Id, account.AccountId, ReportKind.Account);
        backFill.Ask(day.AddYears(-1), organisation.Members[Role.Owner].Id, now);
        yield return backFill;
        var history = new ReportHistory(organisation.Id, account.AccountId, ReportKind.Account);
        history.Take(new(day, day), day.AddDays(1), 1, TimeSpan.FromSeconds(1));
        yield return history;
        yield return new SyncSettings(organisation.Id);
        yield return new DataVersion { TenantId = organisation.Id, Version = 1 };
    }
}
