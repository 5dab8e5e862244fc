using Portal.Domain.Audit;
using Portal.Infrastructure.Database;

namespace Portal.Pages.Tenant.Audit;

/// <summary>What the address asks for. Days are the organisation's own, both ends included.</summary>
public sealed record AuditFilter
{
    public string? Text { get; init; }

    public string? Subject { get; init; }

    public string? Actor { get; init; }

    public AuditOutcome? Outcome { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public bool IsNarrow => this != new AuditFilter();

    public IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries, TimeZoneInfo zone)
    {
        if (!string.IsNullOrWhiteSpace(Text))
        {
            var text = Text.Trim();
            entries = entries.Where(entry => PortalDb.Has(entry.Sentence, text) || PortalDb.Has(entry.Answer, text) || entry.TrackingId == text);
        }

        if (From is { } from)
        {
            var start = Start(from, zone);
            entries = entries.Where(entry => entry.At >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = Start(to.AddDays(1), zone);
            entries = entries.Where(entry => entry.At < end);
        }

        return entries
            .Where(entry => Subject == null || entry.Subject == Subject)
            .Where(entry => Actor == null || entry.ActorName == Actor)
            .Where(entry => Outcome == null || entry.Outcome == Outcome);
    }

    /// <summary>The day's first moment. Where clocks jump over midnight (Cairo, Beirut) it is the moment after the jump.</summary>
    internal static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        // A local time before the first moment that can be written is that moment.
        var offset = zone.GetUtcOffset(midnight);
        return midnight.Ticks < offset.Ticks ? DateTimeOffset.MinValue : new DateTimeOffset(midnight, offset);
    }
}
