using Portal.Domain.Members;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Notifications;

/// <summary>
/// Something to tell a person by mail, when they want to be told. It is saved together with what it tells of; when its time comes, it is
/// replaced by a <see cref="Mail"/> in one transaction, so it is neither lost nor sent twice.
/// </summary>
public sealed class Notice(Id<Notice> id, Id<Person> personId, Id<Tenant>? tenantId, string subject, string text, string timeZone, DateTimeOffset writtenAt)
{
    public Id<Notice> Id { get; private set; } = id;

    public Id<Person> PersonId { get; private set; } = personId;

    /// <summary>Whose affairs it tells of: only a member gets it. Null when it is the portal's own.</summary>
    public Id<Tenant>? TenantId { get; private set; } = tenantId;

    public string Subject { get; private set; } = subject;

    public string Text { get; private set; } = text;

    /// <summary>The zone for a person who chose none: the organisation's.</summary>
    public string TimeZone { get; private set; } = timeZone;

    public DateTimeOffset WrittenAt { get; private set; } = writtenAt;
}
