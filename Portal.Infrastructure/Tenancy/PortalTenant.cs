using Portal.Domain;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

/// <summary>What every request and job needs of its tenant: an immutable copy, so that nobody changes it for somebody else.</summary>
public sealed class PortalTenant : TenantInfo
{
    public required Id<Tenant> TenantId { get; init; }

    /// <summary>The IANA zone in which moments are shown.</summary>
    public required string TimeZone { get; init; }

    public required string Currency { get; init; }

    public required bool IsSuspended { get; init; }

    public string? SuspendedBecause { get; init; }

    public static PortalTenant Of(Tenant tenant) => new()
    {
        TenantId = tenant.Id,
        Id = tenant.Id.ToString(),
        Identifier = tenant.Slug,
        Name = tenant.Name,
        TimeZone = tenant.TimeZone,
        Currency = tenant.Currency,
        IsSuspended = tenant.State == TenantState.Suspended,
        SuspendedBecause = tenant.SuspendedBecause,
    };
}
