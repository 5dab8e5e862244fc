using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Emulator.Calls;

namespace Portal.Emulator.OAuth;

/// <summary>
/// A refusal of the token endpoint: <c>error</c> is what a client branches on, the AADSTS number is for people
/// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
/// </summary>
internal sealed record TokenError(string Error, int Number, string Text, int Status = StatusCodes.Status400BadRequest, string? SubError = null)
{
    public static TokenError MissingParameter(string name) =>
        new("invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");

    public static TokenError UnknownClient(string? id) =>
        new("unauthorized_client", 700016, $"Application with identifier '{id}' was not found in the directory.");

    public static TokenError NoSecret { get; } = new("invalid_client", 7000218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", StatusCodes.Status401Unauthorized);

    public static TokenError WrongSecret { get; } = new("invalid_client", 7000215,
        "Invalid client secret provided. Send the secret's value, not its id.", StatusCodes.Status401Unauthorized);

    public static TokenError ExpiredSecret { get; } = new("invalid_client", 7000222,
        "The provided client secret keys are expired.", StatusCodes.Status401Unauthorized);

    public static TokenError BadAssertion { get; } = new("invalid_client", 700027,
        "Client assertion failed signature validation, or its certificate is not registered on the application.", StatusCodes.Status401Unauthorized);

    public static TokenError UntimelyAssertion { get; } = new("invalid_client", 700024,
        "Client assertion is not within its valid time range.", StatusCodes.Status401Unauthorized);

    public static TokenError AssertionForOther { get; } = new("invalid_client", 700023,
        "Client assertion audience claim does not match the address of this endpoint.", StatusCodes.Status401Unauthorized);

    public static TokenError AssertionByOther { get; } = new("invalid_client", 700021,
        "Client assertion application identifier does not match the 'client_id' parameter.", StatusCodes.Status401Unauthorized);

    public static TokenError PublicWithSecret { get; } = new("invalid_request", 700025, "Public clients can't send a client secret.");

    public static TokenError UnknownGrant(string grant) =>
        new("unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grant}'.");

    public static TokenError UnknownScope { get; } = new("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.");

    public static TokenError Invalid(string parameter) => new("invalid_grant", 70000,
        $"The provided value for the input parameter '{parameter}' is not valid.", SubError: "bad_token");

    public static TokenError UsedCode { get; } = new("invalid_grant", 54005, "The authorization code was already redeemed. Ask for a new one.");

    public static TokenError ExpiredCode { get; } = new("invalid_grant", 70008, "The provided authorization code has expired.");

    public static TokenError OtherRedirect { get; } = new("invalid_grant", 500112,
        "The reply address does not match the one with which the authorization code was requested.");

    public static TokenError WrongVerifier { get; } = new("invalid_grant", 501481,
        "The code_verifier does not match the code_challenge of the authorization request.");

    public static TokenError ExpiredRefreshToken { get; } = new("invalid_grant", 700082, "The refresh token has expired due to inactivity.");

    public static TokenError Revoked { get; } = new("invalid_grant", 50173,
        "The provided grant has expired because it was revoked. The user must sign in again.");

    public static TokenError DisabledLogin { get; } = new("invalid_grant", 50057, "The user account is disabled.");

    public static TokenError Injected(string error, int number, int? status) => new(error, number,
        "This answer was asked for by the control API.",
        status ?? error switch
        {
            "invalid_client" => StatusCodes.Status401Unauthorized,
            "temporarily_unavailable" or "server_error" => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        });

    public Task WriteAsync(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<EmulatorClock>().GetUtcNow();
        var timestamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var (trace, correlation) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var body = new JsonObject
        {
            ["error"] = Error,
            ["error_description"] = $"AADSTS{Number}: {Text}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}",
            ["error_codes"] = new JsonArray(Number),
            ["timestamp"] = timestamp,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
            ["error_uri"] = $"{context.Request.Scheme}://{context.Request.Host}/error?code={Number}",
        };
        if (SubError is not null)
        {
            body["suberror"] = SubError;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = Operations.Json;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(Wire.Write(body), context.RequestAborted).AsTask();
    }
}
