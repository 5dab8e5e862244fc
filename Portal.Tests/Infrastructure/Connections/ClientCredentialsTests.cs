using System.Security.Cryptography.X509Certificates;
using Portal.Emulator;
using Portal.Emulator.OAuth;
using Portal.Infrastructure.Connections;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

/// <summary>How the portal proves to Microsoft that it is itself, while that changes.</summary>
public sealed class ClientCredentialsTests : IDisposable
{
    private const string Maria = "maria@northwind.example";
    private const string Next = "the-next-secret";

    private static readonly Uri Endpoint = new("https://identity.example/common/oauth2/v2.0/token");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Client client = Client.Demo with { Secrets = [.. Client.Demo.Secrets], ExpiredSecrets = [] };
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("portal-client-");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_one_secret_is_refused_the_other_is_tried_in_the_same_exchange_and_remembered(bool isExpired)
    {
        await using var stage = await MicrosoftStage.OpenAsync(options => options.Clients = [client]);
        var connection = await stage.ConnectAsync(Maria);
        var process = stage.AnotherProcess(("MicrosoftAds:NextClientSecret", Next));
        (client.ExpiredSecrets, client.Secrets) = (isExpired ? client.Secrets : [], [Next]);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection, process);
        Assert.Equal(2, stage.Refreshes);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection, process);
        Assert.Equal(3, stage.Refreshes);
    }

    [Fact]
    public async Task While_both_secrets_are_good_the_first_is_used()
    {
        await using var stage = await MicrosoftStage.OpenAsync(options => options.Clients = [client]);
        var connection = await stage.ConnectAsync(Maria);
        var process = stage.AnotherProcess(("MicrosoftAds:NextClientSecret", Next));
        client.Secrets.Add(Next);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection, process);

        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task A_certificate_takes_the_place_of_the_secret()
    {
        await using var stage = await MicrosoftStage.OpenAsync(options => options.Clients = [client]);
        var connection = await stage.ConnectAsync(Maria);
        var file = ThrowAwayCertificate.WriteNewTo(folder.FullName, "client.pfx");
        var process = stage.AnotherProcess(
            ("MicrosoftAds:ClientSecret", ""),
            ("MicrosoftAds:ClientCertificatePath", file),
            ("MicrosoftAds:ClientCertificatePassword", ThrowAwayCertificate.Password));
        (client.Secrets, client.Certificates) = ([], [Public(file)]);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection, process);

        Assert.Equal(1, stage.Refreshes);
    }

    [Fact]
    public async Task A_certificate_that_is_not_registered_yet_leaves_the_work_to_the_secret()
    {
        await using var stage = await MicrosoftStage.OpenAsync(options => options.Clients = [client]);
        var connection = await stage.ConnectAsync(Maria);
        var process = stage.AnotherProcess(
            ("MicrosoftAds:ClientCertificatePath", ThrowAwayCertificate.WriteNewTo(folder.FullName, "client.pfx")),
            ("MicrosoftAds:ClientCertificatePassword", ThrowAwayCertificate.Password));

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.TokenAsync(connection, process);

        Assert.Equal(2, stage.Refreshes);
    }

    [Fact]
    public void An_assertion_is_taken_for_its_application_address_and_time_only()
    {
        var (mine, other) = (Load("mine.pfx"), Load("other.pfx"));
        client.Certificates = [Convert.ToBase64String(mine.Export(X509ContentType.Cert))];
        var good = ClientAssertion.Make(mine, client.Id, Endpoint, Now);

        Assert.Null(Check(good));
        Assert.Equal(700027, Check(ClientAssertion.Make(other, client.Id, Endpoint, Now))?.Number);
        Assert.Equal(700027, Check(good[..^4] + "AAAA")?.Number);
        Assert.Equal(700027, Check("not.an.assertion")?.Number);
        Assert.Equal(700021, Check(ClientAssertion.Make(mine, "another-application", Endpoint, Now))?.Number);
        Assert.Equal(700023, Check(ClientAssertion.Make(mine, client.Id, new Uri("https://elsewhere.example/token"), Now))?.Number);
        Assert.Equal(700024, Check(ClientAssertion.Make(mine, client.Id, Endpoint, Now.AddMinutes(-6)))?.Number);
        Assert.Equal(700024, Check(ClientAssertion.Make(mine, client.Id, Endpoint, Now.AddMinutes(6)))?.Number);
    }

    public void Dispose() => folder.Delete(true);

    private TokenError? Check(string assertion) => Assertion.Check(client, assertion, Endpoint.AbsoluteUri, Now);

    private X509Certificate2 Load(string name) =>
        X509CertificateLoader.LoadPkcs12FromFile(ThrowAwayCertificate.WriteNewTo(folder.FullName, name), ThrowAwayCertificate.Password);

    private static string Public(string file)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, ThrowAwayCertificate.Password);
        return Convert.ToBase64String(certificate.Export(X509ContentType.Cert));
    }
}
