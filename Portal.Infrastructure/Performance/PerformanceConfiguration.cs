using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

// The day comes last in each key: sums over a range read each entity's days side by side. The index by day serves the replacing of a range.
// No foreign keys: millions of rows are written in bulk, and a report may name entities that the mirror has not seen.
internal sealed class AccountDayConfiguration : IEntityTypeConfiguration<AccountDay>
{
    public void Configure(EntityTypeBuilder<AccountDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class CampaignDayConfiguration : IEntityTypeConfiguration<CampaignDay>
{
    public void Configure(EntityTypeBuilder<CampaignDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AdGroupDayConfiguration : IEntityTypeConfiguration<AdGroupDay>
{
    public void Configure(EntityTypeBuilder<AdGroupDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.AdGroupId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class KeywordDayConfiguration : IEntityTypeConfiguration<KeywordDay>
{
    public void Configure(EntityTypeBuilder<KeywordDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.AdGroupId, row.KeywordId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AdDayConfiguration : IEntityTypeConfiguration<AdDay>
{
    public void Configure(EntityTypeBuilder<AdDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.AdGroupId, row.AdId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class SearchTermDayConfiguration : IEntityTypeConfiguration<SearchTermDay>
{
    public void Configure(EntityTypeBuilder<SearchTermDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.AdGroupId, row.KeywordId, row.TermId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class GeographyDayConfiguration : IEntityTypeConfiguration<GeographyDay>
{
    public void Configure(EntityTypeBuilder<GeographyDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.PlaceId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class DeviceDayConfiguration : IEntityTypeConfiguration<DeviceDay>
{
    public void Configure(EntityTypeBuilder<DeviceDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.DeviceTypeId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AudienceDayConfiguration : IEntityTypeConfiguration<AudienceDay>
{
    public void Configure(EntityTypeBuilder<AudienceDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.AdGroupId, row.AudienceId, row.AssociationId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AssetGroupDayConfiguration : IEntityTypeConfiguration<AssetGroupDay>
{
    public void Configure(EntityTypeBuilder<AssetGroupDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.AssetGroupId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AccountHourConfiguration : IEntityTypeConfiguration<AccountHour>
{
    public void Configure(EntityTypeBuilder<AccountHour> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.Date, row.Hour });
        builder.StoreInKeyOrder();
    }
}

internal sealed class CampaignHourConfiguration : IEntityTypeConfiguration<CampaignHour>
{
    public void Configure(EntityTypeBuilder<CampaignHour> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.Date, row.Hour });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AccountShareConfiguration : IEntityTypeConfiguration<AccountShare>
{
    public void Configure(EntityTypeBuilder<AccountShare> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class CampaignShareConfiguration : IEntityTypeConfiguration<CampaignShare>
{
    public void Configure(EntityTypeBuilder<CampaignShare> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class AdGroupShareConfiguration : IEntityTypeConfiguration<AdGroupShare>
{
    public void Configure(EntityTypeBuilder<AdGroupShare> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.AdGroupId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class GoalDayConfiguration : IEntityTypeConfiguration<GoalDay>
{
    public void Configure(EntityTypeBuilder<GoalDay> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AccountId, row.CampaignId, row.GoalId, row.Date });
        builder.HasIndex(row => new { row.TenantId, row.AccountId, row.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class DataVersionConfiguration : IEntityTypeConfiguration<DataVersion>
{
    public void Configure(EntityTypeBuilder<DataVersion> builder) => builder.HasKey(version => version.TenantId);
}
