using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Sync;

internal sealed class SyncRunConfiguration : IEntityTypeConfiguration<SyncRun>
{
    public void Configure(EntityTypeBuilder<SyncRun> builder)
    {
        builder.HasKey(run => new { run.TenantId, run.Id });
        builder.HasIndex(run => new { run.TenantId, run.State });
    }
}

internal sealed class SyncSliceConfiguration : IEntityTypeConfiguration<SyncSlice>
{
    public void Configure(EntityTypeBuilder<SyncSlice> builder)
    {
        builder.HasKey(slice => new { slice.TenantId, slice.Id });
        builder.Ignore(slice => slice.Period).Ignore(slice => slice.Report);
        builder.HasIndex(slice => new { slice.TenantId, slice.RunId, slice.AccountId });
        builder.HasOne<SyncRun>().WithMany().HasForeignKey(slice => new { slice.TenantId, slice.RunId });
    }
}

internal sealed class DayMarkConfiguration : IEntityTypeConfiguration<DayMark>
{
    public void Configure(EntityTypeBuilder<DayMark> builder)
    {
        builder.HasKey(mark => new { mark.TenantId, mark.AccountId, mark.Report, mark.Date });
        builder.StoreInKeyOrder();
    }
}

internal sealed class EntitySyncConfiguration : IEntityTypeConfiguration<EntitySync>
{
    public void Configure(EntityTypeBuilder<EntitySync> builder)
    {
        builder.HasKey(sync => new { sync.TenantId, sync.AccountId });
        builder.Ignore(sync => sync.ReadyRequests);
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(sync => new { sync.TenantId, sync.AccountId });
    }
}
