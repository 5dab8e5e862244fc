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
