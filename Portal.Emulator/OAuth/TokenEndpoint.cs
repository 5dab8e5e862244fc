using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.Traffic;

namespace Portal.Emulator.OAuth;

/// <summary>
/// Exchanges a code or a refresh token for tokens
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow). It reads form bodies only.
/// </summary>
internal sealed class TokenEndpoint(EmulatorOptions options, Grants grants, EmulatorClock clock, Directory directory)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var (pair, error) = Exchange(form, $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}");
        if (pair is null)
        {
            await (error ?? TokenError.MissingParameter("grant_type")).WriteAsync(context);
            return;
        }

        var twist = context.Features.Get<FaultRule>()?.Kind;
        var body = new JsonObject
        {
            ["token_type"] = "Bearer",
            ["scope"] = pair.Scope,
            ["expires_in"] = twist is FaultKind.ExpiresInAsText ? pair.ExpiresIn.ToString(CultureInfo.InvariantCulture) : pair.ExpiresIn,
            ["ext_expires_in"] = pair.ExpiresIn,
            ["access_token"] = pair.Access,
        };
        if (pair.Refresh is not null && twist is not FaultKind.NoRefreshToken)
        {
            body["refresh_token"] = pair.Refresh;
        }

        context.Response.ContentType = Operations.Json;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(Wire.Write(body), context.RequestAborted);
    }

    private (TokenPair? Pair, TokenError? Error) Exchange(IFormCollection form, string address)
    {
        string? Field(string name) => form[name].ToString() is { Length: > 0 } text ? text : null;

        if (Field("client_id") is not { } clientId)
        {
            return (null, TokenError.MissingParameter("client_id"));
        }

        if (Field("grant_type") is not { } grant)
        {
            return (null, TokenError.MissingParameter("grant_type"));
        }

        if (options.ClientBy(clientId) is not { } client)
        {
            return (null, TokenError.UnknownClient(clientId));
        }

        var refused = Field("client_assertion_type") == Assertion.Type && Field("client_assertion") is { } assertion
            ? Assertion.Check(client, assertion, address, clock.GetUtcNow())
            : Check(client, Field("client_secret"));
        if (refused is not null)
        {
            return (null, refused);
        }

        return grant switch
        {
            "authorization_code" => Redeem(client, Field("code"), Field("redirect_uri"), Field("code_verifier")),
            "refresh_token" => Refresh(client, Field("refresh_token"), Field("scope")),
            _ => (null, TokenError.UnknownGrant(grant)),
        };
    }

    private static TokenError? Check(Client client, string? secret) => (client.IsPublic, secret) switch
    {
        (true, null) => null,
        (true, _) => TokenError.PublicWithSecret,
        (false, null) => TokenError.NoSecret,
        (false, _) when client.Secrets.Exists(valid => Same(valid, secret)) => null,
        (false, _) when client.ExpiredSecrets.Exists(old => Same(old, secret)) => TokenError.ExpiredSecret,
        _ => TokenError.WrongSecret,
    };

    private (TokenPair?, TokenError?) Redeem(Client client, string? text, string? redirect, string? verifier)
    {
        if (text is null || redirect is null)
        {
            return (null, TokenError.MissingParameter(text is null ? "code" : "redirect_uri"));
        }

        var code = grants.FindCode(text);
        if (code is null || code.Subject.ClientId != client.Id)
        {
            return (null, TokenError.Invalid("code"));
        }

        var error = code switch
        {
            _ when IsDisabled(code.Subject) => TokenError.DisabledLogin,
            { IsUsed: true } => TokenError.UsedCode,
            _ when code.ExpiresAt <= clock.GetUtcNow() => TokenError.ExpiredCode,
            _ when code.RedirectUri != redirect => TokenError.OtherRedirect,
            { Challenge: not null } when verifier is null || !Same(code.Challenge, Secret.Challenge(verifier)) => TokenError.WrongVerifier,
            _ when !grants.Use(text) => TokenError.UsedCode,
            _ => null,
        };
        return error is null ? (grants.Issue(code.Subject), null) : (null, error);
    }

    private (TokenPair?, TokenError?) Refresh(Client client, string? text, string? scope)
    {
        if (text is null)
        {
            return (null, TokenError.MissingParameter("refresh_token"));
        }

        var token = grants.FindToken(text);
        if (token is not { IsRefresh: true } || token.Subject.ClientId != client.Id)
        {
            return (null, TokenError.Invalid("refresh_token"));
        }

        var error = token switch
        {
            _ when IsDisabled(token.Subject) => TokenError.DisabledLogin,
            { IsRevoked: true } => TokenError.Revoked,
            _ when token.ExpiresAt <= clock.GetUtcNow() => TokenError.ExpiredRefreshToken,
            _ when scope is not null && !Scopes.IsKnown(scope) => TokenError.UnknownScope,
            _ => null,
        };
        return error is null ? (grants.Issue(token.Subject, text), null) : (null, error);
    }

    private bool IsDisabled(Subject subject) => directory.UserBy(subject.UserName) is not { } user || grants.IsDisabled(user);

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
