namespace Portal.Emulator.OAuth;

/// <summary>
/// What an application asks for when it sends the browser here
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code).
/// </summary>
public sealed record AuthorizeRequest
{
    /// <summary>Who signs in; in a GET it also accepts at once, for tests.</summary>
    public const string UserField = "__user";
    public const string AnswerField = "__answer";
    public const string Accept = "accept";
    public const string Cancel = "cancel";
    public const string SelectAccount = "select_account";

    public string? ClientId { get; init; }

    public string? RedirectUri { get; init; }

    public string? ResponseType { get; init; }

    public string? ResponseMode { get; init; }

    public string? Scope { get; init; }

    public string? State { get; init; }

    public string? Prompt { get; init; }

    public string? LoginHint { get; init; }

    public string? Challenge { get; init; }

    public string? ChallengeMethod { get; init; }

    /// <summary>The parameters, to carry them through a form.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields =>
        from parameter in new (string Name, string? Value)[]
        {
            ("client_id", ClientId), ("redirect_uri", RedirectUri), ("response_type", ResponseType), ("response_mode", ResponseMode),
            ("scope", Scope), ("state", State), ("prompt", Prompt), ("login_hint", LoginHint),
            ("code_challenge", Challenge), ("code_challenge_method", ChallengeMethod),
        }
        where parameter.Value is not null
        select KeyValuePair.Create(parameter.Name, parameter.Value);

    public static AuthorizeRequest From(Func<string, string?> field) => new()
    {
        ClientId = field("client_id"),
        RedirectUri = field("redirect_uri"),
        ResponseType = field("response_type"),
        ResponseMode = field("response_mode"),
        Scope = field("scope"),
        State = field("state"),
        Prompt = field("prompt"),
        LoginHint = field("login_hint"),
        Challenge = field("code_challenge"),
        ChallengeMethod = field("code_challenge_method"),
    };

    /// <summary>What is wrong with it, or null: said to the application, since client and redirect are known to be good.</summary>
    internal AuthorizeAnswer? Fault => this switch
    {
        { ResponseType: null } => AuthorizeAnswer.Refuse("invalid_request", 900144, "The request must contain the parameter 'response_type'."),
        { ResponseType: not "code" } => AuthorizeAnswer.Refuse("unsupported_response_type", 700054, $"The response_type '{ResponseType}' is not enabled for the application."),
        _ when !Scopes.IsKnown(Scope) => AuthorizeAnswer.Refuse("invalid_scope", 70011, "The scope asks for nothing of the advertising API."),
        { ResponseMode: not (null or "query" or "fragment" or "form_post") } =>
            AuthorizeAnswer.Refuse("invalid_request", 9000113, $"The response_mode '{ResponseMode}' is unknown."),
        { Prompt: not (null or "login" or "none" or "consent" or SelectAccount) } =>
            AuthorizeAnswer.Refuse("invalid_request", 90023, $"The prompt '{Prompt}' is unknown."),
        { Challenge: not null, ChallengeMethod: not "S256" } => AuthorizeAnswer.Refuse("invalid_request", 9002313, "The code_challenge_method must be S256."),
        { Challenge.Length: < 43 or > 128 } => AuthorizeAnswer.Refuse("invalid_request", 501491, "The code_challenge has not the size of a challenge."),
        _ => null,
    };
}

/// <summary>What goes back to the application: a code, or an error with a description.</summary>
internal sealed record AuthorizeAnswer(string? Code, string? Error = null, string? Description = null)
{
    public static AuthorizeAnswer Refuse(string error, int number, string text) => new(null, error, $"AADSTS{number}: {text}");

    public static AuthorizeAnswer Denied { get; } = Refuse("access_denied", 65004, "The user has denied access to the scopes that were asked for.");

    public static AuthorizeAnswer LoginRequired { get; } = Refuse("login_required", 50058, "Nobody is signed in, and the request forbids to ask.");

    public static AuthorizeAnswer InteractionRequired { get; } = Refuse("interaction_required", 50076, "This login needs attention, and the request forbids to ask.");

    public static AuthorizeAnswer ConsentRequired { get; } = Refuse("consent_required", 65001, "The user has not consented to the application.");

    public static AuthorizeAnswer Disabled { get; } = Refuse("access_denied", 50057, "The user account is disabled.");

    public IReadOnlyList<KeyValuePair<string, string?>> Fields(string? state) =>
        [.. new KeyValuePair<string, string?>[]
        {
            new("code", Code), new("error", Error), new("error_description", Description), new("state", state),
        }.Where(field => field.Value is not null)];
}
