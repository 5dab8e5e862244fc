using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Domain.Performance;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Domain.Views;
using Portal.Infrastructure.Account;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>
/// The portal's database. Every set of tenant-owned rows shows the rows of the scope's tenant only, and none where the scope has no
/// tenant.
/// </summary>
public class PortalDb(DbContextOptions options, IMultiTenantContextAccessor<PortalTenant> tenant)
    : IdentityUserContext<PortalUser, Id<Person>>(options), IDataProtectionKeyContext, IFenced
{
    public Id<Tenant> CurrentTenantId => tenant.MultiTenantContext.TenantInfo?.TenantId ?? default;

    CrossTenantScope? IFenced.Across { get; set; }

    (Id<Tenant> Tenant, bool Across)? IFenced.Told { get; set; }

    /// <summary>The current tenant's id as the database stores it, for the few statements that EF Core has no word for.</summary>
    internal object StoredTenantId => Database.IsSqlite() ? CurrentTenantId.Value.ToByteArray(true) : CurrentTenantId.Value;

    internal const string HasFunction = "has";

    /// <summary>Whether <paramref name="part"/> stands in <paramref name="text"/>, whatever the case of their letters. For queries.</summary>
    public static bool Has(string? text, string part) => throw new InvalidOperationException("The database answers this.");

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<RefreshAttempt> RefreshAttempts => Set<RefreshAttempt>();

    public DbSet<PendingSignIn> PendingSignIns => Set<PendingSignIn>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<OperatorIncident> OperatorIncidents => Set<OperatorIncident>();

    public DbSet<OperatorWarning> OperatorWarnings => Set<OperatorWarning>();

    public DbSet<AuthorizeAttempt> AuthorizeAttempts => Set<AuthorizeAttempt>();

    public DbSet<AdsAccount> AdsAccounts => Set<AdsAccount>();

    public DbSet<AccountReach> AccountReaches => Set<AccountReach>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<SharedBudget> SharedBudgets => Set<SharedBudget>();

    public DbSet<AdGroup> AdGroups => Set<AdGroup>();

    public DbSet<Ad> Ads => Set<Ad>();

    public DbSet<Keyword> Keywords => Set<Keyword>();

    public DbSet<Label> Labels => Set<Label>();

    public DbSet<NegativeList> NegativeLists => Set<NegativeList>();

    public DbSet<NegativeKeyword> NegativeKeywords => Set<NegativeKeyword>();

    public DbSet<AdExtension> AdExtensions => Set<AdExtension>();

    public DbSet<Audience> Audiences => Set<Audience>();

    public DbSet<AssetGroup> AssetGroups => Set<AssetGroup>();

    public DbSet<EntityLink> EntityLinks => Set<EntityLink>();

    public DbSet<RawRecord> RawRecords => Set<RawRecord>();

    public DbSet<EntityChange> EntityChanges => Set<EntityChange>();

    public DbSet<EntitySync> EntitySyncs => Set<EntitySync>();

    public DbSet<AccountDay> AccountDays => Set<AccountDay>();

    public DbSet<CampaignDay> CampaignDays => Set<CampaignDay>();

    public DbSet<AdGroupDay> AdGroupDays => Set<AdGroupDay>();

    public DbSet<KeywordDay> KeywordDays => Set<KeywordDay>();

    public DbSet<AdDay> AdDays => Set<AdDay>();

    public DbSet<SearchTermDay> SearchTermDays => Set<SearchTermDay>();

    public DbSet<GeographyDay> GeographyDays => Set<GeographyDay>();

    public DbSet<DeviceDay> DeviceDays => Set<DeviceDay>();

    public DbSet<AudienceDay> AudienceDays => Set<AudienceDay>();

    public DbSet<AssetGroupDay> AssetGroupDays => Set<AssetGroupDay>();

    public DbSet<AccountHour> AccountHours => Set<AccountHour>();

    public DbSet<CampaignHour> CampaignHours => Set<CampaignHour>();

    public DbSet<AccountShare> AccountShares => Set<AccountShare>();

    public DbSet<CampaignShare> CampaignShares => Set<CampaignShare>();

    public DbSet<AdGroupShare> AdGroupShares => Set<AdGroupShare>();

    public DbSet<GoalDay> GoalDays => Set<GoalDay>();

    public DbSet<SearchTerm> SearchTerms => Set<SearchTerm>();

    public DbSet<Place> Places => Set<Place>();

    public DbSet<DeviceType> DeviceTypes => Set<DeviceType>();

    public DbSet<ReportedAudience> ReportedAudiences => Set<ReportedAudience>();

    public DbSet<ReportedAssetGroup> ReportedAssetGroups => Set<ReportedAssetGroup>();

    public DbSet<ReportedGoal> ReportedGoals => Set<ReportedGoal>();

    public DbSet<DataVersion> DataVersions => Set<DataVersion>();

    public DbSet<SyncRun> SyncRuns => Set<SyncRun>();

    public DbSet<SyncSlice> SyncSlices => Set<SyncSlice>();

    public DbSet<SyncSettings> SyncSettings => Set<SyncSettings>();

    public DbSet<ReportHistory> ReportHistories => Set<ReportHistory>();

    public DbSet<BackFill> BackFills => Set<BackFill>();

    public DbSet<SyncTurn> SyncTurns => Set<SyncTurn>();

    public DbSet<SyncShare> SyncShares => Set<SyncShare>();

    public DbSet<SumCheck> SumChecks => Set<SumCheck>();

    public DbSet<DayMark> DayMarks => Set<DayMark>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<DefaultView> DefaultViews => Set<DefaultView>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Mail> Mails => Set<Mail>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<MailHabits> MailHabits => Set<MailHabits>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreDomainTypes(Database.IsSqlite());

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);
        builder.HasDbFunction(() => Has(default, "")).HasName(HasFunction);
        builder.FenceTenants(this);
    }
}
