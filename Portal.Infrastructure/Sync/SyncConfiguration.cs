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
        builder.Property(run => run.Purpose).HasDefaultValue(SyncPurpose.Current).HasSentinel(SyncPurpose.Current);
        builder.HasIndex(run => new { run.TenantId, run.State });
        builder.HasIndex(run => new { run.TenantId, run.EndedAt }).HasFilter("\"ClearedAt\" IS NULL").HasDatabaseName("IX_SyncRuns_NotCleared");
    }
}

internal sealed class SyncSliceConfiguration : IEntityTypeConfiguration<SyncSlice>
{
    /// <summary>Those that are left to do are few beside those that were done, however many years of them there are.</summary>
    private const string Open = "\"EndedAt\" IS NULL";

    /// <summary><see cref="SliceState.Failed"/>.</summary>
    private const string Failed = "\"State\" = 5";

    public void Configure(EntityTypeBuilder<SyncSlice> builder)
    {
        builder.HasKey(slice => new { slice.TenantId, slice.Id });
        builder.Ignore(slice => slice.Period).Ignore(slice => slice.Report).Ignore(slice => slice.HasMoved);
        builder.Property(slice => slice.Purpose).HasDefaultValue(SyncPurpose.Current).HasSentinel(SyncPurpose.Current);
        builder.Property(slice => slice.ReportRequestId).IsConcurrencyToken();
        builder.HasIndex(slice => new { slice.TenantId, slice.RunId, slice.AccountId });
        builder.HasIndex(slice => new { slice.TenantId, slice.AccountId, slice.Purpose, slice.Id }).HasFilter(Open).HasDatabaseName("IX_SyncSlices_OpenOfAccount");
        builder.HasIndex(slice => new { slice.TenantId, slice.RunId }).HasFilter(Open).HasDatabaseName("IX_SyncSlices_OpenOfRun");
        builder.HasIndex(slice => new { slice.TenantId, slice.AccountId, slice.Kind }).HasFilter(Failed).HasDatabaseName("IX_SyncSlices_FailedOfAccount");
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

internal sealed class SumCheckConfiguration : IEntityTypeConfiguration<SumCheck>
{
    public void Configure(EntityTypeBuilder<SumCheck> builder)
    {
        builder.HasKey(check => new { check.TenantId, check.Id });
        builder.Ignore(check => check.Period);
        builder.HasIndex(check => new { check.TenantId, check.AccountId, check.Report });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(check => new { check.TenantId, check.AccountId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SyncSettingsConfiguration : IEntityTypeConfiguration<SyncSettings>
{
    public void Configure(EntityTypeBuilder<SyncSettings> builder)
    {
        builder.HasKey(settings => settings.TenantId);
        builder.Ignore(settings => settings.Tiers);
    }
}

internal sealed class ReportHistoryConfiguration : IEntityTypeConfiguration<ReportHistory>
{
    public void Configure(EntityTypeBuilder<ReportHistory> builder)
    {
        builder.HasKey(history => new { history.TenantId, history.AccountId, history.Report });
        builder.Property(history => history.Days).HasConversion(days => days.ToString(), text => ReadDays.Parse(text));
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(history => new { history.TenantId, history.AccountId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BackFillConfiguration : IEntityTypeConfiguration<BackFill>
{
    public void Configure(EntityTypeBuilder<BackFill> builder)
    {
        builder.HasKey(backFill => new { backFill.TenantId, backFill.AccountId, backFill.Report });
        builder.HasIndex(backFill => new { backFill.TenantId, backFill.State });
        builder.HasOne<AdsAccount>().WithMany().HasForeignKey(backFill => new { backFill.TenantId, backFill.AccountId }).OnDelete(DeleteBehavior.Cascade);
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
