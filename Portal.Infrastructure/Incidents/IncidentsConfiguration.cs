using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;

namespace Portal.Infrastructure.Incidents;

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    /// <summary>The filter of both indexes below, as SQLite and PostgreSQL write it alike.</summary>
    internal const string Open = "\"ClosedAt\" IS NULL";

    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.HasKey(incident => new { incident.TenantId, incident.Id });
        builder.Ignore(incident => incident.HeldAccounts);
        builder.Property(incident => incident.Login).HasMaxLength(320);
        builder.HasOne<Connection>().WithMany().HasForeignKey(incident => new { incident.TenantId, incident.ConnectionId });
        builder.HasIndex(incident => new { incident.TenantId, incident.ConnectionId, incident.Class }).IsUnique().HasFilter(Open);
    }
}

internal sealed class OperatorIncidentConfiguration : IEntityTypeConfiguration<OperatorIncident>
{
    public void Configure(EntityTypeBuilder<OperatorIncident> builder)
    {
        builder.HasIndex(incident => incident.Cause).IsUnique().HasFilter(IncidentConfiguration.Open);

        // Of two processes that see it over, one closes it, together with the mails that say so.
        builder.Property(incident => incident.ClosedAt).IsConcurrencyToken();
    }
}

internal sealed class OperatorWarningConfiguration : IEntityTypeConfiguration<OperatorWarning>
{
    public void Configure(EntityTypeBuilder<OperatorWarning> builder) => builder.HasKey(warning => warning.What);
}
