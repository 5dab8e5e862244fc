using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Domain.Members;

namespace Portal.Tests.Harness;

/// <summary>A browser without eyes or scripts: keeps cookies, follows redirects, fills in and sends the forms that pages really show.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient client;
    private readonly Uri[] addresses;
    private readonly List<string> history = [];
    private int turn;

    public Browser(Uri address, bool followRedirects = true)
        : this(followRedirects, address)
    {
    }

    /// <summary>The addresses answer in turn, as processes behind a plain reverse proxy do.</summary>
    public Browser(bool followRedirects, params Uri[] addresses)
    {
        this.addresses = addresses;
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = followRedirects });
    }

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last answer came from, after redirects.</summary>
    public Uri At { get; private set; } = new("about:blank");

    public string Html { get; private set; } = "";

    public HttpResponseMessage Answer { get; private set; } = new();

    /// <summary>Every answer so far, with its headers.</summary>
    public IReadOnlyList<string> History => history;

    public IHtmlDocument Page => new HtmlParser().ParseDocument(Html);

    public async Task<Browser> GetAsync(string path)
    {
        await ReadAsync(await client.GetAsync(InTurn(new Uri(addresses[0], path))));
        return this;
    }

    /// <summary>Sends the form that holds a submit button with this text, with its fields as they stand but for <paramref name="fields"/>.</summary>
    public Task<Browser> SubmitAsync(string button, params (string Name, string Value)[] fields) => PostToAsync(button, null, fields);

    /// <summary>As <see cref="SubmitAsync"/>, but to <paramref name="elsewhere"/> when given: what a forger would do.</summary>
    public async Task<Browser> PostToAsync(string button, string? elsewhere, params (string Name, string Value)[] fields)
    {
        var press = Page.QuerySelectorAll("button, input[type=submit]")
            .FirstOrDefault(element => (element.TextContent.Trim() is { Length: > 0 } text ? text : element.GetAttribute("value")) == button);
        Assert.True(press is not null, $"No button '{button}' at {At}: {Html}");
        var form = Assert.IsAssignableFrom<IHtmlFormElement>(press.GetAttribute("form") is { } id ? Page.GetElementById(id) : press.Closest("form"));
        var values = FormValues(form, press);
        foreach (var (name, value) in fields)
        {
            Assert.True(form.Elements.Any(element => element.GetAttribute("name") == name), $"No field '{name}' in the form of '{button}'.");
            values.RemoveAll(pair => pair.Key == name);
            values.Add(new(name, value));
        }

        var action = (elsewhere ?? press.GetAttribute("formaction") ?? form.GetAttribute("action")) is { Length: > 0 } target ? target : At.ToString();
        if (string.Equals(form.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase) || form.GetAttribute("method") is null)
        {
            var query = string.Join('&', values.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
            return await GetAsync(new Uri(At, action).GetLeftPart(UriPartial.Path) + "?" + query);
        }

        using var content = new FormUrlEncodedContent(values);
        await ReadAsync(await client.PostAsync(InTurn(new Uri(At, action)), content));
        return this;
    }

    /// <summary>The antiforgery token of the page's first form.</summary>
    public string FormToken => Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";

    /// <summary>Sends a form that no page showed, as an attacker would.</summary>
    public async Task<Browser> PostAsync(string path, string formToken, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", formToken)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        await ReadAsync(await client.PostAsync(InTurn(new Uri(addresses[0], path)), content));
        return this;
    }

    public async Task<Browser> SignInAsync(string email, string password = PortalApp.Password)
    {
        await GetAsync("/account/sign-in");
        return await SubmitAsync("Sign in", ("Input.Email", email), ("Input.Password", password));
    }

    public Task<Browser> SignInAsync(Person person) => SignInAsync(person.Email);

    public void Dispose()
    {
        Answer.Dispose();
        client.Dispose();
    }

    private Uri InTurn(Uri uri) => addresses.Any(address => address.Authority == uri.Authority)
        ? new UriBuilder(uri) { Port = addresses[turn++ % addresses.Length].Port }.Uri
        : uri;

    private static List<KeyValuePair<string, string>> FormValues(IHtmlFormElement form, AngleSharp.Dom.IElement press)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements.Where(element => element.GetAttribute("name") is not null && !element.HasAttribute("disabled")))
        {
            var name = element.GetAttribute("name") ?? "";
            switch (element)
            {
                case IHtmlInputElement { Type: "submit" or "image" or "button" }:
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlButtonElement:
                    break;
                case IHtmlInputElement input:
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement area:
                    values.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement select:
                    values.AddRange(select.Options.Where(option => option.IsSelected).Select(option => KeyValuePair.Create(name, option.Value)));
                    break;
            }
        }

        if (press.GetAttribute("name") is { Length: > 0 } pressed)
        {
            values.Add(new(pressed, press.GetAttribute("value") ?? ""));
        }

        return values;
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        Answer.Dispose();
        Answer = answer;
        Status = answer.StatusCode;
        At = answer.RequestMessage?.RequestUri ?? At;
        Html = await answer.Content.ReadAsStringAsync();
        history.Add($"{answer.Headers}\n{Html}");
    }
}
