using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Pages;

/// <summary>One signed-in person's HTTP client. A page is read to its last byte, and what is not a page of the portal is an error.</summary>
internal sealed partial class PageReader(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address };

    public async Task SignInAsync(string email, string password)
    {
        var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent([
            new("Input.Email", email), new("Input.Password", password), new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value)]);
        using var answer = await client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How long it took, in milliseconds, and what came.</summary>
    public async Task<(double Milliseconds, string Html)> ReadAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();
        var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.IsSuccessStatusCode && answer.RequestMessage?.RequestUri?.PathAndQuery == path
            ? (taken, html)
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode} at {answer.RequestMessage?.RequestUri?.AbsolutePath}.");
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
