using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain.Connections;

namespace Portal.Infrastructure.Connections;

/// <summary>Reads what the token endpoint answered, whatever it is. Nothing of the answer but error, number and status goes into a failure.</summary>
internal static partial class TokenReader
{
    /// <summary>Only when the answer does not say: the least that the platform gives. A token that ends sooner is noticed by its refusal.</summary>
    private const int UsualSeconds = 3600;

    public static TokenAnswer NoAnswer(string code) => TokenAnswer.Of(TokenFailure.Of(null, null, 0) with { Code = code });

    /// <summary>The service was not even asked, because it did not answer others; see <see cref="IdentityBreaker"/>.</summary>
    public static TokenAnswer NotAsked(TimeSpan wait) => TokenAnswer.Of(
        new TokenFailure(FailureClass.Transient, "paused", "Microsoft's sign-in service does not answer at the moment, so the portal leaves it alone for a while. It tries again by itself."),
        wait);

    public static TokenAnswer Read(HttpResponseMessage response, string body, DateTimeOffset askedAt, string askedScope)
    {
        var status = (int)response.StatusCode;
        using var json = Parse(body);
        if (json?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return TokenAnswer.Of(TokenFailure.Of(null, null, status), WaitOf(response.Headers, askedAt));
        }

        if (response.IsSuccessStatusCode && Text(root, "access_token") is { } access)
        {
            return TokenAnswer.Of(new TokenSet(
                new AccessToken(access),
                Text(root, "refresh_token") is { } refresh ? new RefreshToken(refresh) : null,
                askedAt.AddSeconds(Number(root, "expires_in") ?? UsualSeconds),
                Text(root, "scope") ?? askedScope));
        }

        // A 5xx or 429 says that the platform is in trouble, whatever word the body has for it.
        var failure = status is >= 500 or 429 or 408
            ? TokenFailure.Of(null, null, status)
            : TokenFailure.Of(Text(root, "error"), FirstCode(root), status);
        return TokenAnswer.Of(failure, WaitOf(response.Headers, askedAt)) with { RefusesClient = status < 500 && Text(root, "error") == "invalid_client" };
    }

    private static JsonDocument? Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static int? Number(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) && number is > 0 and < int.MaxValue => (int)number,
            JsonValueKind.String when int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
    }

    /// <summary>From <c>error_codes</c>, or from the text "AADSTS70000: …" where a personal account's answer has no list.</summary>
    private static int? FirstCode(JsonElement root)
    {
        if (root.TryGetProperty("error_codes", out var codes) && codes.ValueKind == JsonValueKind.Array)
        {
            foreach (var code in codes.EnumerateArray())
            {
                if (code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number))
                {
                    return number;
                }
            }
        }

        var match = Aadsts().Match(Text(root, "error_description") ?? "");
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    internal static TimeSpan? WaitOf(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };

    [GeneratedRegex(@"\bAADSTS(\d{3,9})\b")]
    private static partial Regex Aadsts();
}
