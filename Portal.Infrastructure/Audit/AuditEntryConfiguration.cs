using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Audit;

namespace Portal.Infrastructure.Audit;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => new { entry.TenantId, entry.Id });
        builder.HasIndex(entry => new { entry.TenantId, entry.At });
        builder.HasIndex(entry => new { entry.TenantId, entry.Subject, entry.SubjectId });
    }
}
