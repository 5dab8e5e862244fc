using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Tests.Harness;

/// <summary>Every secret that really went over the wire to and from the token endpoint, by its name there.</summary>
public sealed class TokenTraffic
{
    private readonly ConcurrentQueue<(string Name, string Value)> seen = [];

    /// <summary>Codes, verifiers, client secrets and tokens, each once.</summary>
    public IReadOnlyList<(string Name, string Value)> Secrets => [.. seen.Distinct()];

    /// <summary>How often the token endpoint was asked.</summary>
    public int Requests { get; private set; }

    public DelegatingHandler Listen() => new Listener(this);

    private sealed class Listener(TokenTraffic traffic) : DelegatingHandler
    {
        private static readonly string[] Sent = ["code", "code_verifier", "client_secret", "client_assertion", "refresh_token"];
        private static readonly string[] Received = ["access_token", "refresh_token"];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri?.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) != true || request.Content is null)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            traffic.Requests++;
            var form = QueryHelpers.ParseQuery(await request.Content.ReadAsStringAsync(cancellationToken));
            Keep(Sent, name => form.TryGetValue(name, out var value) ? value.ToString() : null);
            var answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
                Keep(Received, name => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null);
            }

            return answer;
        }

        private void Keep(string[] names, Func<string, string?> read)
        {
            foreach (var name in names)
            {
                if (read(name) is { Length: > 0 } value)
                {
                    traffic.seen.Enqueue((name, value));
                }
            }
        }
    }
}
