using Portal.Domain.Ads;

namespace Portal.Domain.Connections;

/// <summary>A failed token exchange, or a refusal of Microsoft Advertising to a login that has a token; understood.</summary>
/// <param name="Class">What it means.</param>
/// <param name="Code">Who said it where that is not the sign-in, error and number, for the disclosure.</param>
/// <param name="What">What happened, in a sentence or two.</param>
/// <param name="NextStep">What to do, for the person who can; may be empty.</param>
public sealed record TokenFailure(FailureClass Class, string Code, string What, string NextStep = "")
{
    public FailureOwner Owner { get; init; } = FailureOwner.Connector;

    public Proof Proof { get; init; } = Proof.AtOnce;

    public bool EndsGrant => Class is FailureClass.NeedsReconnect or FailureClass.NeedsUser or FailureClass.NeedsConsent;

    /// <summary>What somebody who waits for it reads instead; see <see cref="WhileConnecting"/>.</summary>
    private string? Told { get; init; }

    /// <summary>A fault that everybody has may look like this.</summary>
    public bool MayBeOfAll => Proof.Refusals > 1 || IsOfAdvertising(Cause);

    /// <summary>What happened and what to do.</summary>
    public string Sentence => Told ?? (NextStep.Length == 0 ? What : $"{What} {NextStep}");

    /// <summary>What failures must share to count as alike: of an outage, everything that it looks like.</summary>
    public string Cause => CauseOf(Class, Code);

    public static string CauseOf(FailureClass failure, string code) => failure == FailureClass.Transient ? "no answer" : code;

    private const string Advertising = "Microsoft Advertising";

    /// <summary>Whether the failures of this cause come from Microsoft Advertising, and not from the sign-in.</summary>
    public static bool IsOfAdvertising(string cause) => cause.StartsWith(Advertising, StringComparison.Ordinal);

    /// <summary>Reads what Microsoft Advertising said of a login (<see cref="AdsFault.LoginRefused"/>) or of its right (<see cref="AdsFault.NoAccess"/>).</summary>
    public static TokenFailure OfAdvertising(AdsFault fault, int code)
    {
        var known = KnownFailure.OfAds(code) is { Class: FailureClass.NeedsUser or FailureClass.NotLetIn or FailureClass.NoAccess } line
            ? line
            : fault == AdsFault.NoAccess ? KnownFailure.NoAccess : KnownFailure.NotLetIn;
        return new(known.Class, code == 0 ? Advertising : $"{Advertising} {code}", known.What, known.NextStep) { Owner = known.Owner, Proof = known.Proof };
    }

    /// <summary>
    /// Reads an error answer of the token endpoint. The number decides first, then the error word, as Microsoft may add numbers; see
    /// https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
    /// </summary>
    /// <param name="error">The OAuth <c>error</c>; null when there was no readable answer.</param>
    /// <param name="number">The first AADSTS number, if any.</param>
    /// <param name="status">The HTTP status; 0 when no answer came.</param>
    public static TokenFailure Of(string? error, int? number, int status)
    {
        var code = $"{error ?? $"HTTP {status}"}{(number is { } n ? $" {n}" : "")}";
        var known = KnownFailure.OfIdentity.FirstOrDefault(line => line.Number is not null ? line.Number == number : line.Error == error)
            ?? KnownFailure.NoAnswer;
        return new(known.Class, code, known.What, known.NextStep) { Owner = known.Owner, Proof = known.Proof };
    }

    /// <summary>A refusal that is not believed yet.</summary>
    public TokenFailure Unproven() => this with
    {
        Class = FailureClass.Suspect,
        Owner = FailureOwner.Nobody,
        What = "Microsoft refused the stored sign-in, which sometimes passes.",
        NextStep = "The portal tries again in a few minutes.",
    };

    /// <summary>The same failure came for many organisations at once, so it is not about this login.</summary>
    public TokenFailure SharedByMany() => this with
    {
        Class = FailureClass.Operator,
        Owner = FailureOwner.Operators,
        What = "Microsoft refuses the sign-ins of many organisations alike, so it is not about this login.",
        NextStep = "The operators are told; you need not do anything.",
    };

    /// <summary>A login that Microsoft Advertising refuses, while it is open whether it refuses all.</summary>
    public TokenFailure Undecided() => this with
    {
        Class = FailureClass.Suspect,
        Owner = FailureOwner.Nobody,
        What = "Microsoft Advertising refused the login, and it is not certain yet whether it refuses others, too.",
        NextStep = "The portal asks again with the next sync.",
    };

    /// <summary>Microsoft Advertising refuses all logins alike, so it is not about this one.</summary>
    public TokenFailure RefusedToAll() => this with
    {
        Class = FailureClass.Operator,
        Owner = FailureOwner.Operators,
        What = "Microsoft Advertising refuses the logins of all organisations alike, so it is not about this one.",
        NextStep = "The operators are told; you need not do anything.",
    };

    /// <summary>The same for somebody who has just signed in and waits: nothing is stored yet, and nobody tries again for them.</summary>
    public TokenFailure WhileConnecting() => this with
    {
        Told = Class switch
        {
            FailureClass.Transient => "Microsoft's sign-in service did not answer as expected. Nothing has changed; start connecting once more in a few minutes.",
            FailureClass.Suspect or FailureClass.NeedsReconnect => "Microsoft did not accept this sign-in: it was too old, used before or altered on its way. Nothing has changed; start connecting once more.",
            FailureClass.Operator => "Microsoft does not accept the portal itself at the moment, so nothing was connected. The operators are told; start connecting once more when they have mended it.",
            _ => null,
        },
    };
}
