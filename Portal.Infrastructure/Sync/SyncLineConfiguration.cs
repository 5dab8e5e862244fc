using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Sync;

namespace Portal.Infrastructure.Sync;

internal sealed class SyncTurnConfiguration : IEntityTypeConfiguration<SyncTurn>
{
    public void Configure(EntityTypeBuilder<SyncTurn> builder)
    {
        builder.HasKey(turn => new { turn.TenantId, turn.AccountId });
        builder.HasIndex(turn => new { turn.TenantId, turn.DueAt });
    }
}

internal sealed class SyncShareConfiguration : IEntityTypeConfiguration<SyncShare>
{
    public void Configure(EntityTypeBuilder<SyncShare> builder) => builder.HasKey(share => share.TenantId);
}
