using System.Diagnostics.CodeAnalysis;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

/// <summary>What a token exchange gave.</summary>
/// <param name="Access">Opaque.</param>
/// <param name="Refresh">Null when a refresh brought none: the one that was sent stays in use.</param>
/// <param name="ExpiresAt">When <paramref name="Access"/> ends, counted from before the exchange, so never too late.</param>
/// <param name="Scope">What was granted; may be more than was asked.</param>
public sealed record TokenSet(AccessToken Access, RefreshToken? Refresh, DateTimeOffset ExpiresAt, string Scope);

/// <summary>The outcome of a token exchange: tokens, or a failure that is understood.</summary>
public sealed record TokenAnswer
{
    private TokenAnswer(TokenSet? tokens, TokenFailure? failure, TimeSpan? retryAfter) =>
        (Tokens, Failure, RetryAfter) = (tokens, failure, retryAfter);

    public TokenSet? Tokens { get; }

    public TokenFailure? Failure { get; }

    /// <summary>How long the platform asks to wait; rarely given.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Microsoft did not take the portal's own secret or certificate; with another one the same request may go through.</summary>
    internal bool RefusesClient { get; init; }

    /// <summary>Microsoft took the request as the portal's; a time-out or an outage says nothing about that.</summary>
    internal bool IsConsidered => Failure is not { Class: FailureClass.Transient or FailureClass.Operator };

    [MemberNotNullWhen(true, nameof(Failure))]
    [MemberNotNullWhen(false, nameof(Tokens))]
    public bool IsFailure => Failure is not null;

    internal static TokenAnswer Of(TokenSet tokens) => new(tokens, null, null);

    internal static TokenAnswer Of(TokenFailure failure, TimeSpan? retryAfter = null) => new(null, failure, retryAfter);
}
