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

internal sealed class DataVersionConfiguration : IEntityTypeConfiguration<DataVersion>
{
    public void Configure(EntityTypeBuilder<DataVersion> builder) => builder.HasKey(version => version.TenantId);
}
