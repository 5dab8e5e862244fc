using Portal.Domain.Tenancy;

namespace Portal.Domain.Connections;

public enum RefreshOutcome
{
    /// <summary>The exchange was begun; if it stays so, the process died in between: see <see cref="Lost"/>.</summary>
    Begun = 1,

    Stored = 2,
    Failed = 3,

    /// <summary>New tokens came, but somebody else had moved the generation on: they are kept here, sealed.</summary>
    FencedOff = 4,

    /// <summary>The process died in between; whether Microsoft gave tokens is not known. The grant was refreshed at once afterwards.</summary>
    Lost = 5,
}

/// <summary>A line of the journal around a token exchange: written before it and concluded after.</summary>
public sealed class RefreshAttempt(Id<Tenant> tenantId, Id<RefreshAttempt> id, Id<Connection> connectionId, long generation, DateTimeOffset beganAt) : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; } = tenantId;

    public Id<RefreshAttempt> Id { get; private set; } = id;

    public Id<Connection> ConnectionId { get; private set; } = connectionId;

    /// <summary>The generation the exchange started from.</summary>
    public long Generation { get; private set; } = generation;

    public DateTimeOffset BeganAt { get; private set; } = beganAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public RefreshOutcome Outcome { get; private set; } = RefreshOutcome.Begun;

    /// <summary>Error and number of a failed exchange: <c>invalid_grant 70000</c>.</summary>
    public string? Code { get; private set; }

    /// <summary>What the failure meant; also <see cref="FailureClass.SelfHealed"/> or <see cref="FailureClass.Race"/>. Null when all went as planned.</summary>
    public FailureClass? Class { get; private set; }

    /// <summary>The sealed refresh token of an exchange that was fenced off.</summary>
    public byte[]? KeptRefreshToken { get; private set; }

    public void Conclude(RefreshOutcome outcome, DateTimeOffset now, string? code = null, byte[]? kept = null, FailureClass? means = null) =>
        (Outcome, EndedAt, Code, KeptRefreshToken, Class) = (outcome, now, code, kept, means);
}
