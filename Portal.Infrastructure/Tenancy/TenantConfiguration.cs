using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.Property(tenant => tenant.Slug).HasMaxLength(40);
        builder.Property(tenant => tenant.Name).HasMaxLength(100);
        builder.Property(tenant => tenant.SyncWeight).HasDefaultValue(1).HasSentinel(1);
        builder.HasIndex(tenant => tenant.Slug).IsUnique();
    }
}
