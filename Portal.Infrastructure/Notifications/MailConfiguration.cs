using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Account;

namespace Portal.Infrastructure.Notifications;

internal sealed class MailConfiguration : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> builder) => builder.HasIndex(mail => mail.SentAt);
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder) => builder.HasIndex(notice => notice.PersonId);
}

internal sealed class MailHabitsConfiguration : IEntityTypeConfiguration<MailHabits>
{
    public void Configure(EntityTypeBuilder<MailHabits> builder)
    {
        builder.HasKey(habits => habits.PersonId);
        builder.HasOne<PortalUser>().WithOne().HasForeignKey<MailHabits>(habits => habits.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
