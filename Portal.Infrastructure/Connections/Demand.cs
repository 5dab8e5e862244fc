using Portal.Domain.Ads;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

/// <summary>What a caller asks of the grant: a usable token, a new one, or any but the one that was refused.</summary>
internal sealed record Demand
{
    private Demand(bool isForced, AccessToken? refused) => (IsForced, Refused) = (isForced, refused);

    public static readonly Demand WhenDue = new(false, null);

    public static readonly Demand Now = new(true, null);

    public static Demand InsteadOf(AccessToken refused) => new(false, refused);

    public bool IsForced { get; }

    public AccessToken? Refused { get; }

    public bool Accepts(AccessToken token) => Refused is null || Refused.Reveal() != token.Reveal();
}

internal static class NoToken
{
    public static AdsApiException Because(string sentence, Exception? inner = null) => new(AdsFault.NoToken, 0, sentence, null, null, inner);

    public static AdsApiException Until(string sentence, TimeSpan wait) => new(AdsFault.NoToken, 0, sentence, null, wait);
}
