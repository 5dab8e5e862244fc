using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Performance;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Performance;

// What the numbers in the rows stand for. The number is made before the row is written, so that neither waits for the other; again no foreign keys.
internal sealed class SearchTermConfiguration : IEntityTypeConfiguration<SearchTerm>
{
    public void Configure(EntityTypeBuilder<SearchTerm> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.TermId });
        builder.Property(row => row.TermId).ValueGeneratedNever();
        builder.StoreInKeyOrder();
    }
}

internal sealed class PlaceConfiguration : IEntityTypeConfiguration<Place>
{
    public void Configure(EntityTypeBuilder<Place> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.PlaceId });
        builder.Property(row => row.PlaceId).ValueGeneratedNever();
        builder.StoreInKeyOrder();
    }
}

internal sealed class DeviceTypeConfiguration : IEntityTypeConfiguration<DeviceType>
{
    public void Configure(EntityTypeBuilder<DeviceType> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.DeviceTypeId });
        builder.Property(row => row.DeviceTypeId).ValueGeneratedNever();
        builder.StoreInKeyOrder();
    }
}

internal sealed class ReportedAudienceConfiguration : IEntityTypeConfiguration<ReportedAudience>
{
    public void Configure(EntityTypeBuilder<ReportedAudience> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AudienceId });
        builder.Property(row => row.AudienceId).ValueGeneratedNever();
        builder.StoreInKeyOrder();
    }
}

internal sealed class ReportedAssetGroupConfiguration : IEntityTypeConfiguration<ReportedAssetGroup>
{
    public void Configure(EntityTypeBuilder<ReportedAssetGroup> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.AssetGroupId });
        builder.Property(row => row.AssetGroupId).ValueGeneratedNever();
        builder.StoreInKeyOrder();
    }
}

internal sealed class ReportedGoalConfiguration : IEntityTypeConfiguration<ReportedGoal>
{
    public void Configure(EntityTypeBuilder<ReportedGoal> builder)
    {
        builder.HasKey(row => new { row.TenantId, row.GoalId });
        builder.Property(row => row.GoalId).ValueGeneratedNever();
        builder.StoreInKeyOrder();
    }
}
