using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Account;

public sealed class SecondFactorTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Turned_on_it_asks_for_a_code_and_the_recovery_codes_are_shown_once()
    {
        var person = await app.PersonAsync("max@factor.example", "Max");
        using var browser = new Browser(app.Address);
        var (key, codes) = await TurnOnAsync(browser, person);
        Assert.Equal(10, codes.Count);
        await browser.GetAsync("/account/second-factor/recovery-codes");
        Assert.DoesNotContain(codes[0], browser.Html, StringComparison.Ordinal);

        using var other = new Browser(app.Address);
        await other.SignInAsync(person);
        Assert.Equal("/account/sign-in-with-code", other.At.AbsolutePath);
        await other.SubmitAsync("Sign in", ("Input.Code", "000 000"));
        Assert.Contains("does not fit", other.Html, StringComparison.Ordinal);
        await other.SubmitAsync("Sign in", ("Input.Code", CodeOf(key)));

        Assert.Equal("/account/organisations", other.At.AbsolutePath);
    }

    [Fact]
    public async Task A_remembered_browser_is_not_asked_again()
    {
        var person = await app.PersonAsync("nia@remember.example", "Nia");
        using var browser = new Browser(app.Address);
        var (key, _) = await TurnOnAsync(browser, person);
        using var other = new Browser(app.Address);
        await other.SignInAsync(person);
        await other.SubmitAsync("Sign in", ("Input.Code", CodeOf(key)), ("Input.Remember", "true"));
        await other.SubmitAsync("Sign out");

        await other.SignInAsync(person);

        Assert.Equal("/account/organisations", other.At.AbsolutePath);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        var person = await app.PersonAsync("ole@recover.example", "Ole");
        using var browser = new Browser(app.Address);
        var (_, codes) = await TurnOnAsync(browser, person);

        await RecoverAsync(person, codes[3], "/account/organisations");

        await RecoverAsync(person, codes[3], "/account/sign-in-with-recovery-code");
    }

    [Fact]
    public async Task Turning_it_off_asks_for_the_password()
    {
        var person = await app.PersonAsync("pia@off.example", "Pia");
        using var browser = new Browser(app.Address);
        await TurnOnAsync(browser, person);

        await browser.GetAsync("/account/second-factor/disable");
        await browser.SubmitAsync("Turn it off", ("Input.Password", "not my password"));
        Assert.Contains("This is not your password", browser.Html, StringComparison.Ordinal);
        await browser.SubmitAsync("Turn it off", ("Input.Password", PortalApp.Password));
        using var other = new Browser(app.Address);
        await other.SignInAsync(person);

        Assert.Equal("/account/organisations", other.At.AbsolutePath);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(Browser browser, Person person)
    {
        await browser.SignInAsync(person);
        await browser.GetAsync("/account/second-factor");
        await browser.SubmitAsync("Turn it on");
        Assert.StartsWith("data:image/svg+xml;base64,", browser.Page.QuerySelector("main .text-center img")?.GetAttribute("src"), StringComparison.Ordinal);
        var key = browser.Page.QuerySelector("main code")!.TextContent;
        await browser.SubmitAsync("Turn it on", ("Input.Code", CodeOf(key)));
        return (key, [.. browser.Page.QuerySelectorAll("main li code").Select(code => code.TextContent)]);
    }

    private async Task RecoverAsync(Person person, string code, string ends)
    {
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);
        await browser.GetAsync("/account/sign-in-with-recovery-code");
        await browser.SubmitAsync("Sign in", ("Input.Code", code));
        Assert.Equal(ends, browser.At.AbsolutePath);
    }

    /// <summary>RFC 6238 with the system clock, because Identity checks codes by it and cannot be given another.</summary>
    private static string CodeOf(string key)
    {
        var bits = string.Concat(key.Where(char.IsAsciiLetterOrDigit).Select(letter =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The RFC, and every authenticator app, says SHA-1.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
