using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;

namespace Portal.Tests.Infrastructure.Connections;

public sealed class MicrosoftAdsOptionsTests
{
    [Fact]
    public void Complete_options_are_accepted() => Assert.True(Check(Complete()).Succeeded);

    [Fact]
    public void Everything_that_is_missing_has_a_sentence_of_its_own()
    {
        var sentences = Check(new MicrosoftAdsOptions()).Failures!.ToList();

        Assert.Equal(4, sentences.Count);
        Assert.All(new[] { "ClientId", "ClientSecret", "DeveloperToken", "RedirectUri" }, name => Assert.Contains(sentences, sentence => sentence.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_second_secret_without_a_first_and_a_certificate_that_does_not_open_are_told()
    {
        var options = Complete();
        (options.NextClientSecret, options.ClientSecret, options.ClientCertificatePath) = (options.ClientSecret, null, "not-there.pfx");

        var sentences = Check(options).Failures!.ToList();

        Assert.Equal(2, sentences.Count);
        Assert.Contains(sentences, sentence => sentence.StartsWith("MicrosoftAds:NextClientSecret is set without", StringComparison.Ordinal));
        Assert.Contains(sentences, sentence => sentence.StartsWith("MicrosoftAds:ClientCertificatePath must lead to a PKCS #12 file", StringComparison.Ordinal));
    }

    [Fact]
    public void The_emulator_is_refused_in_Production()
    {
        var options = Complete();
        options.Environment = AdsEnvironment.Emulator;

        Assert.Contains("refuses in Production", Check(options, "Production").FailureMessage, StringComparison.Ordinal);
        Assert.True(Check(options, "Development").Succeeded);
    }

    [Theory]
    [InlineData("http://portal.example/oauth/microsoft-ads/callback")]
    [InlineData("https://portal.example/callback")]
    [InlineData("https://portal.example/oauth/microsoft-ads/callback?tenant=1")]
    [InlineData("/oauth/microsoft-ads/callback")]
    public void A_return_address_that_Microsoft_would_refuse_is_refused_at_start(string address)
    {
        var options = Complete();
        options.RedirectUri = new Uri(address, UriKind.RelativeOrAbsolute);

        Assert.Contains("RedirectUri", Assert.Single(Check(options).Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://identity.example", true)]
    [InlineData("http://127.0.0.1:5090", true)]
    [InlineData("http://identity.example", false)]
    [InlineData("identity.example", false)]
    public void Tokens_travel_in_the_clear_only_within_this_machine(string address, bool accepted)
    {
        var options = Complete();
        options.IdentityUrl = new Uri(address, UriKind.RelativeOrAbsolute);

        Assert.Equal(accepted, Check(options).Succeeded);
    }

    [Theory]
    [InlineData("https://ads.microsoft.com/ads.manage offline_access", "/msads.manage")]
    [InlineData("https://ads.microsoft.com/msads.manage", "offline_access")]
    public void A_scope_that_would_not_do_is_refused(string scope, string named)
    {
        var options = Complete();
        options.Scope = scope;

        Assert.Contains(named, Assert.Single(Check(options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void No_sentence_and_no_print_holds_a_secret()
    {
        var options = Complete();
        options.ClientId = "";

        Assert.DoesNotContain("very-secret", $"{options} {options.ClientSecret} {Check(options).FailureMessage}", StringComparison.Ordinal);
    }

    [Fact]
    public void Each_environment_has_its_own_addresses()
    {
        var options = Complete();

        Assert.Equal("https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/", options.AddressOf(AdsService.CampaignManagement).AbsoluteUri);
        Assert.Equal("https://login.microsoftonline.com/common/oauth2/v2.0/token", options.TokenEndpoint.AbsoluteUri);
        options.Environment = AdsEnvironment.Sandbox;
        Assert.Equal("https://clientcenter.api.sandbox.bingads.microsoft.com/CustomerManagement/v13/", options.AddressOf(AdsService.CustomerManagement).AbsoluteUri);
        options.Environment = AdsEnvironment.Emulator;
        Assert.Equal("http://localhost:5090/Reporting/v13/", options.AddressOf(AdsService.Reporting).AbsoluteUri);
    }

    private static MicrosoftAdsOptions Complete() => new()
    {
        ClientId = "00001111-aaaa-2222-bbbb-3333cccc4444",
        ClientSecret = new ClientSecret("very-secret-1"),
        DeveloperToken = new DeveloperToken("very-secret-2"),
        RedirectUri = new Uri("https://portal.example/oauth/microsoft-ads/callback"),
    };

    private static Microsoft.Extensions.Options.ValidateOptionsResult Check(MicrosoftAdsOptions options, string environment = "Production") =>
        new MicrosoftAdsOptionsCheck(new Host(environment)).Validate(null, options);

    private sealed class Host(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "Portal";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
