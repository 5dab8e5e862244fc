namespace Portal.Infrastructure.Tenancy;

/// <summary>A tenant as the kernel sees it. Names and shapes in this folder follow Finbuckle.MultiTenant 10, so that it could take this folder's place.</summary>
public interface ITenantInfo
{
    /// <summary>Never changes and is never used again.</summary>
    string Id { get; }

    /// <summary>What the route names; may change hands.</summary>
    string Identifier { get; }
}

/// <inheritdoc cref="ITenantInfo"/>
public class TenantInfo : ITenantInfo
{
    public required string Id { get; init; }

    public required string Identifier { get; init; }

    public string? Name { get; init; }
}
