using System.Net;
using Portal.Infrastructure.Ads;
using Portal.Infrastructure.Connections;

namespace Portal.Tests.Infrastructure.Ads;

public sealed class CompleteCallsTests
{
    private static readonly AdsOperation OfAnAccount = AdsOperation.Read(AdsService.CampaignManagement, "GetCampaignsByAccountId", "Campaigns/QueryByAccountId");
    private static readonly AdsOperation OfALogin = AdsOperation.Read(AdsService.CustomerManagement, "GetUser", "User/Query");

    [Theory]
    [InlineData("Authorization")]
    [InlineData("DeveloperToken")]
    [InlineData("CustomerId")]
    [InlineData("CustomerAccountId")]
    public async Task A_call_about_an_account_that_lacks_a_header_does_not_leave(string lacking)
    {
        var wire = new Wire();

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(wire, OfAnAccount, lacking));

        Assert.Equal($"CampaignManagement GetCampaignsByAccountId was about to be sent without {lacking}.", fault.Message);
        Assert.Equal(0, wire.Sent);
    }

    [Theory]
    [InlineData("CustomerId")]
    [InlineData("CustomerAccountId")]
    public async Task A_call_about_a_login_needs_no_account(string lacking)
    {
        var wire = new Wire();

        await SendAsync(wire, OfALogin, lacking);

        Assert.Equal(1, wire.Sent);
    }

    private static async Task SendAsync(Wire wire, AdsOperation operation, string lacking)
    {
        using var invoker = new HttpMessageInvoker(new CompleteCalls { InnerHandler = wire });
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://campaign.example/");
        request.Options.Set(AdsCallOptions.Operation, operation);
        foreach (var name in new[] { "Authorization", "DeveloperToken", "CustomerId", "CustomerAccountId" }.Where(name => name != lacking))
        {
            request.Headers.Add(name, "1");
        }

        using var response = await invoker.SendAsync(request, CancellationToken.None);
    }

    private sealed class Wire : HttpMessageHandler
    {
        public int Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
