using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Ads;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Ads;

internal sealed class AdsAccountConfiguration : IEntityTypeConfiguration<AdsAccount>
{
    public void Configure(EntityTypeBuilder<AdsAccount> builder)
    {
        builder.HasKey(account => new { account.TenantId, account.AccountId });
        builder.Ignore(account => account.Access);
        builder.HasOne<Connection>().WithMany().HasForeignKey(account => new { account.TenantId, account.ConnectionId });
    }
}

internal sealed class AccountReachConfiguration : IEntityTypeConfiguration<AccountReach>
{
    public void Configure(EntityTypeBuilder<AccountReach> builder)
    {
        builder.HasKey(way => new { way.TenantId, way.AccountId, way.ConnectionId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(way => new { way.TenantId, way.AccountId });
        builder.HasOne<Connection>().WithMany().HasForeignKey(way => new { way.TenantId, way.ConnectionId });
    }
}

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.HasKey(campaign => new { campaign.TenantId, campaign.AccountId, campaign.CampaignId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(campaign => new { campaign.TenantId, campaign.AccountId });
    }
}

internal sealed class SharedBudgetConfiguration : IEntityTypeConfiguration<SharedBudget>
{
    public void Configure(EntityTypeBuilder<SharedBudget> builder)
    {
        builder.HasKey(budget => new { budget.TenantId, budget.AccountId, budget.BudgetId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(budget => new { budget.TenantId, budget.AccountId });
    }
}

internal sealed class AdGroupConfiguration : IEntityTypeConfiguration<AdGroup>
{
    public void Configure(EntityTypeBuilder<AdGroup> builder)
    {
        builder.HasKey(group => new { group.TenantId, group.AccountId, group.AdGroupId });
        builder.HasIndex(group => new { group.TenantId, group.AccountId, group.CampaignId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(group => new { group.TenantId, group.AccountId });
    }
}

internal sealed class KeywordConfiguration : IEntityTypeConfiguration<Keyword>
{
    public void Configure(EntityTypeBuilder<Keyword> builder)
    {
        builder.HasKey(keyword => new { keyword.TenantId, keyword.AccountId, keyword.AdGroupId, keyword.KeywordId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(keyword => new { keyword.TenantId, keyword.AccountId });
    }
}

internal sealed class AdConfiguration : IEntityTypeConfiguration<Ad>
{
    public void Configure(EntityTypeBuilder<Ad> builder)
    {
        builder.HasKey(ad => new { ad.TenantId, ad.AccountId, ad.AdGroupId, ad.AdId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(ad => new { ad.TenantId, ad.AccountId });
    }
}

internal sealed class LabelConfiguration : IEntityTypeConfiguration<Label>
{
    public void Configure(EntityTypeBuilder<Label> builder)
    {
        builder.HasKey(label => new { label.TenantId, label.AccountId, label.LabelId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(label => new { label.TenantId, label.AccountId });
    }
}

internal sealed class NegativeListConfiguration : IEntityTypeConfiguration<NegativeList>
{
    public void Configure(EntityTypeBuilder<NegativeList> builder)
    {
        builder.HasKey(list => new { list.TenantId, list.AccountId, list.NegativeListId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(list => new { list.TenantId, list.AccountId });
    }
}

internal sealed class NegativeKeywordConfiguration : IEntityTypeConfiguration<NegativeKeyword>
{
    public void Configure(EntityTypeBuilder<NegativeKeyword> builder)
    {
        builder.HasKey(keyword => new { keyword.TenantId, keyword.AccountId, keyword.Level, keyword.ParentId, keyword.NegativeKeywordId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(keyword => new { keyword.TenantId, keyword.AccountId });
    }
}

internal sealed class AdExtensionConfiguration : IEntityTypeConfiguration<AdExtension>
{
    public void Configure(EntityTypeBuilder<AdExtension> builder)
    {
        builder.HasKey(extension => new { extension.TenantId, extension.AccountId, extension.ExtensionId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(extension => new { extension.TenantId, extension.AccountId });
    }
}

internal sealed class AudienceConfiguration : IEntityTypeConfiguration<Audience>
{
    public void Configure(EntityTypeBuilder<Audience> builder)
    {
        builder.HasKey(audience => new { audience.TenantId, audience.AccountId, audience.AudienceId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(audience => new { audience.TenantId, audience.AccountId });
    }
}

internal sealed class AssetGroupConfiguration : IEntityTypeConfiguration<AssetGroup>
{
    public void Configure(EntityTypeBuilder<AssetGroup> builder)
    {
        builder.HasKey(group => new { group.TenantId, group.AccountId, group.AssetGroupId });
        builder.HasIndex(group => new { group.TenantId, group.AccountId, group.CampaignId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(group => new { group.TenantId, group.AccountId });
    }
}

/// <summary>
/// The key serves "what is put on this", the index "where is this used", and alone "in how many places". It ends with the order of that
/// list: without it SQLite takes the key, which has the order too, and walks all links of the account.
/// </summary>
internal sealed class EntityLinkConfiguration : IEntityTypeConfiguration<EntityLink>
{
    public void Configure(EntityTypeBuilder<EntityLink> builder)
    {
        builder.HasKey(link => new { link.TenantId, link.AccountId, link.Kind, link.ParentId, link.RecordId });
        builder.HasIndex(link => new { link.TenantId, link.AccountId, link.SubjectId, link.RemovedAt, link.Kind, link.ParentId, link.RecordId }).HasDatabaseName("IX_EntityLinks_Uses");
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(link => new { link.TenantId, link.AccountId });
    }
}

internal sealed class RawRecordConfiguration : IEntityTypeConfiguration<RawRecord>
{
    public void Configure(EntityTypeBuilder<RawRecord> builder)
    {
        builder.HasKey(record => new { record.TenantId, record.AccountId, record.TypeKey, record.RecordId, record.ParentId });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(record => new { record.TenantId, record.AccountId });
    }
}

/// <summary>The key serves "this entity, newest first"; the indexes an account and the whole organisation.</summary>
internal sealed class EntityChangeConfiguration : IEntityTypeConfiguration<EntityChange>
{
    public void Configure(EntityTypeBuilder<EntityChange> builder)
    {
        builder.HasKey(change => new { change.TenantId, change.AccountId, change.Kind, change.EntityId, change.At, change.ParentId, change.Field });
        builder.HasIndex(change => new { change.TenantId, change.AccountId, change.At });
        builder.HasIndex(change => new { change.TenantId, change.At });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(change => new { change.TenantId, change.AccountId });
    }
}
