using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Ads;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Ads;

public sealed class MicrosoftAdsTests
{
    private const string Maria = "maria@northwind.example";

    [Fact]
    public async Task A_login_with_2500_accounts_is_discovered_page_by_page_each_account_once()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync("bea@trey.example");

        var found = await AskAsync(stage, ads => ads.DiscoverAsync(connection, CancellationToken.None));

        Assert.Equal(2_500, found.Accounts.Select(account => account.AccountId).Distinct().Count());
        Assert.Equal(3, stage.Log.Count("/Accounts/Search"));
        Assert.All(found.Accounts, account => Assert.Equal("Trey Franchise Network", account.CustomerName));
        Assert.Equal("Bea Santos", found.User.FullName);
    }

    [Fact]
    public async Task Each_account_of_an_agency_is_reached_through_a_customer_that_Microsoft_accepts()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync("anna@contoso.example");

        var found = await AskAsync(stage, ads => ads.DiscoverAsync(connection, CancellationToken.None));

        Assert.Contains(found.Accounts, account => account.CustomerId != account.OwnerId);
        foreach (var account in found.Accounts)
        {
            await AskAsync(stage, ads => ads.GetCampaignsAsync(new AccountAccess(connection, account.CustomerId, account.AccountId), CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_token_that_is_not_stored_yet_is_enough_to_discover()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var token = await stage.TokenAsync(await stage.ConnectAsync(Maria));

        var found = await AskAsync(stage, ads => ads.DiscoverAsync(token, CancellationToken.None));

        Assert.Equal(5, found.Accounts.Count);
    }

    [Fact]
    public async Task A_role_that_nobody_knows_does_not_stop_discovery()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var connection = await stage.ConnectAsync("ursula@tailspin.example");

        var found = await AskAsync(stage, ads => ads.DiscoverAsync(connection, CancellationToken.None));

        Assert.Equal(999, Assert.Single(found.Accounts).RoleId);
    }

    [Fact]
    public async Task The_campaigns_of_an_account_are_read_whatever_their_type()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);

        var campaigns = await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.True(campaigns.Select(campaign => campaign.Type).Distinct().Count() > 1);
        Assert.All(campaigns, campaign => Assert.True(campaign.DailyBudgetMicros > 0));
    }

    [Fact]
    [EndsInTheRightData("partial errors")]
    public async Task Of_an_update_each_item_has_its_own_outcome()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        var campaigns = await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));
        var (first, second) = (campaigns[0], campaigns[1]);

        var outcomes = await AskAsync(stage, ads => ads.UpdateCampaignsAsync(
            access,
            [new CampaignChange(first.CampaignId, null, second.Name, null), new CampaignChange(second.CampaignId, "Paused", null, null)],
            CancellationToken.None));

        Assert.Equal([false, true], outcomes.Select(outcome => outcome.Accepted));
        Assert.Equal("Another campaign of this account already has this name.", outcomes[0].Reason);
        Assert.NotNull(outcomes[1].TrackingId);
        var after = await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));
        Assert.Equal("Paused", after.Single(campaign => campaign.CampaignId == second.CampaignId).Status);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_and_the_call_sent_once_more()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));
        stage.Grants.ExpireAccess(stage.User(Maria));
        stage.Log.Clear();

        var campaigns = await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.NotEmpty(campaigns);
        Assert.Equal(1, stage.Refreshes);
        Assert.Equal([401, 200], stage.Log.Entries.Where(entry => entry.Path.Contains("Campaigns", StringComparison.Ordinal)).Select(entry => entry.Status));
    }

    [Fact]
    public async Task A_login_that_stays_refused_is_not_asked_again()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Route = "Campaigns", Code = 105, Times = null });

        var fault = await FaultAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.Equal((AdsFault.LoginRefused, 105), (fault.Fault, fault.Code));
        Assert.NotNull(fault.TrackingId);
        Assert.Equal(2, stage.Log.Count("Campaigns"));
    }

    [Theory]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.EmptyBadRequest)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task A_read_is_repeated_after_a_passing_fault(FaultKind kind)
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        stage.Faults.Add(new FaultRule(kind) { Route = "Campaigns", Times = 2 });

        var campaigns = await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.NotEmpty(campaigns);
        Assert.Equal(3, stage.Log.Count("Campaigns"));
    }

    [Fact]
    public async Task A_read_is_given_up_after_five_tries()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.Html) { Route = "Campaigns", Times = null });

        var fault = await FaultAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.Equal(AdsFault.Transient, fault.Fault);
        Assert.Equal(5, stage.Log.Count("Campaigns"));
    }

    [Fact]
    public async Task A_change_whose_answer_is_lost_is_not_sent_twice()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        var campaigns = await AskAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));
        stage.Log.Clear();
        stage.Faults.Add(new FaultRule(FaultKind.Truncate) { Route = "Campaigns" });

        var fault = await FaultAsync(stage, ads => ads.UpdateCampaignsAsync(
            access, [new CampaignChange(campaigns[0].CampaignId, null, "New name", null)], CancellationToken.None));

        Assert.Equal(AdsFault.Transient, fault.Fault);
        Assert.Equal(1, stage.Log.Count("Campaigns"));
    }

    [Fact]
    public async Task A_limit_by_the_minute_is_left_to_the_caller_with_the_time_to_wait()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        stage.Faults.Add(new FaultRule(FaultKind.Code) { Route = "Campaigns", Code = 117 });

        var fault = await FaultAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.Equal((AdsFault.Throttled, TimeSpan.FromSeconds(60)), (fault.Fault, fault.RetryAfter));
        Assert.Equal(1, stage.Log.Count("Campaigns"));
    }

    [Fact]
    public async Task An_account_of_somebody_else_is_no_access()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);

        var fault = await FaultAsync(stage, ads => ads.GetCampaignsAsync(access with { AccountId = new(190000001) }, CancellationToken.None));

        Assert.Equal(AdsFault.NoAccess, fault.Fault);
    }

    [Fact]
    public async Task No_token_stands_in_the_exception_of_a_failed_call()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var access = await AccessAsync(stage);
        var token = await stage.TokenAsync(access.ConnectionId);
        stage.Faults.Add(new FaultRule(FaultKind.Reset) { Route = "Campaigns", Times = null });

        var fault = await FaultAsync(stage, ads => ads.GetCampaignsAsync(access, CancellationToken.None));

        Assert.DoesNotContain(token.Reveal(), fault.ToString(), StringComparison.Ordinal);
    }

    internal static Task<T> AskAsync<T>(MicrosoftStage stage, Func<IAdsApi, Task<T>> ask) =>
        stage.InTenantAsync(services => ask(services.GetRequiredService<IAdsApi>()));

    internal static Task<AdsApiException> FaultAsync<T>(MicrosoftStage stage, Func<IAdsApi, Task<T>> ask) =>
        Assert.ThrowsAsync<AdsApiException>(() => AskAsync(stage, ask));

    internal static async Task<AccountAccess> AccessAsync(MicrosoftStage stage) => new(await stage.ConnectAsync(Maria), new(260001), new(181000001));
}
