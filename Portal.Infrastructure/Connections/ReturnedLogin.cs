using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Infrastructure.Incidents;

namespace Portal.Infrastructure.Connections;

/// <summary>Somebody who came back from Microsoft: their tokens, who they are, and what they reach. Nothing of it is stored yet.</summary>
public sealed record ReturnedLogin(TokenSet Tokens, Discovery Found);

/// <summary>From the code that Microsoft gave to a login and what it reaches.</summary>
public sealed class LoginExchange(MicrosoftIdentity identity, TokenVault vault, IAdsApi ads, IncidentBook incidents)
{
    /// <summary>Refused with a sentence when Microsoft refuses the code, or tells nothing about the login.</summary>
    public async Task<Result<ReturnedLogin>> RunAsync(AuthorizeAttempt attempt, AuthorizationCode code, CancellationToken ct)
    {
        var verifier = await vault.OpenCodeVerifierAsync(attempt.CodeVerifier, attempt.StateHash, ct);
        var answer = await identity.ExchangeCodeAsync(code, verifier, ct);
        if (answer.IsFailure)
        {
            if (answer.Failure.Class == FailureClass.Operator)
            {
                await incidents.IsOfFleetAsync(answer.Failure);
            }

            return new Refusal(answer.Failure.Sentence);
        }

        try
        {
            return new ReturnedLogin(answer.Tokens, await ads.DiscoverAsync(answer.Tokens.Access, ct));
        }
        catch (AdsApiException fault)
        {
            return new Refusal(fault.Fault == AdsFault.Transient || fault.Fault == AdsFault.Throttled
                ? "Microsoft let you sign in, but did not tell which accounts you have. Nothing was saved; start connecting once more in a few minutes."
                : "Microsoft let you sign in, but this login has no access to Microsoft Advertising. Sign in with the login that opens your ad accounts.");
        }
    }
}
