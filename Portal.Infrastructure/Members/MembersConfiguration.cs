using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Members;
using Portal.Infrastructure.Account;

namespace Portal.Infrastructure.Members;

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasKey(member => new { member.TenantId, member.PersonId });
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(member => member.PersonId);
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasKey(invitation => new { invitation.TenantId, invitation.Id });
        builder.Property(invitation => invitation.Email).HasMaxLength(254);

        // Looked up by the token alone: whoever opens the link is not in a tenant yet.
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
    }
}
