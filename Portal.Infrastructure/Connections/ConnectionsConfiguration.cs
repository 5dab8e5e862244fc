using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.HasKey(connection => new { connection.TenantId, connection.Id });
        builder.Property(connection => connection.UserName).HasMaxLength(320);
        builder.HasIndex(connection => new { connection.TenantId, connection.MicrosoftUserId });
    }
}

internal sealed class GrantConfiguration : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.HasKey(grant => new { grant.TenantId, grant.ConnectionId });
        builder.Property(grant => grant.Generation).IsConcurrencyToken();
        builder.HasOne<Connection>().WithOne().HasForeignKey<Grant>(grant => new { grant.TenantId, grant.ConnectionId });
    }
}

internal sealed class RefreshAttemptConfiguration : IEntityTypeConfiguration<RefreshAttempt>
{
    public void Configure(EntityTypeBuilder<RefreshAttempt> builder)
    {
        builder.HasKey(attempt => new { attempt.TenantId, attempt.Id });
        builder.HasOne<Connection>().WithMany().HasForeignKey(attempt => new { attempt.TenantId, attempt.ConnectionId });

        // Faults that many tenants share are looked for across all, by time.
        builder.HasIndex(attempt => attempt.EndedAt);
    }
}

internal sealed class PendingSignInConfiguration : IEntityTypeConfiguration<PendingSignIn>
{
    public void Configure(EntityTypeBuilder<PendingSignIn> builder)
    {
        builder.HasKey(signIn => new { signIn.TenantId, signIn.Id });
        builder.Property(signIn => signIn.UserName).HasMaxLength(320);
        builder.HasOne<Connection>().WithMany().HasForeignKey(signIn => new { signIn.TenantId, signIn.ConnectionId });
    }
}

internal sealed class AuthorizeAttemptConfiguration : IEntityTypeConfiguration<AuthorizeAttempt>
{
    public void Configure(EntityTypeBuilder<AuthorizeAttempt> builder)
    {
        builder.HasKey(attempt => attempt.StateHash);
        builder.HasIndex(attempt => attempt.CreatedAt);
    }
}
