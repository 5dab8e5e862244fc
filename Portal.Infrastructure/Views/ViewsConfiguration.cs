using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Members;
using Portal.Domain.Views;

namespace Portal.Infrastructure.Views;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.HasKey(view => new { view.TenantId, view.Id });
        builder.Property(view => view.Page).HasMaxLength(40);
        builder.Property(view => view.Name).HasMaxLength(SavedView.LongestName);
        builder.Property(view => view.NameKey).HasMaxLength(SavedView.LongestName);
        builder.Property(view => view.Query).HasMaxLength(SavedView.LongestQuery);
        builder.Ignore(view => view.IsShared);

        // An absent owner is unlike every other, so shared names need an index of their own.
        builder.HasIndex(view => new { view.TenantId, view.Page, view.OwnerId, view.NameKey }).IsUnique();
        builder.HasIndex(view => new { view.TenantId, view.Page, view.NameKey }).IsUnique().HasFilter("\"OwnerId\" IS NULL").HasDatabaseName("IX_SavedViews_SharedName");

        // Own views go with the membership, however it ends; the author of a shared one is only told.
        builder.HasOne<Membership>().WithMany().HasForeignKey(view => new { view.TenantId, view.OwnerId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DefaultViewConfiguration : IEntityTypeConfiguration<DefaultView>
{
    public void Configure(EntityTypeBuilder<DefaultView> builder)
    {
        builder.HasKey(view => new { view.TenantId, view.PersonId, view.Page });
        builder.Property(view => view.Page).HasMaxLength(40);
        builder.HasOne<Membership>().WithMany().HasForeignKey(view => new { view.TenantId, view.PersonId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SavedView>().WithMany().HasForeignKey(view => new { view.TenantId, view.ViewId }).OnDelete(DeleteBehavior.Cascade);
    }
}
