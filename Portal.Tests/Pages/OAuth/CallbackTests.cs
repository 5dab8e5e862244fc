using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Audit;
using Portal.Domain.Connections;
using Portal.Domain.Members;
using Portal.Emulator.Traffic;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.OAuth;

/// <summary>Returns from Microsoft, good and bad: each bad one says its sentence, leaves a line in the audit log, and changes nothing.</summary>
public sealed class CallbackTests(MicrosoftApp app) : IClassFixture<MicrosoftApp>
{
    private const string Maria = "maria@northwind.example";
    private const string NobodysState = "/oauth/microsoft-ads/callback?code=a-code&state=a-state-that-was-never-given-out";

    [Fact]
    public async Task A_sign_in_at_Microsoft_becomes_a_connection_whose_accounts_can_be_chosen()
    {
        using var visit = await Visit.StartAsync(app, "happy");

        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));

        var (connection, state) = Assert.Single((await visit.StateAsync()).Connections);
        Assert.Equal(ConnectionState.ChoosingAccounts, state);
        Assert.Equal($"/happy/connections/choose/{connection}", visit.Browser.Answer.Headers.Location?.OriginalString);
        Assert.Equal(("Connected", AuditOutcome.Done, $"{Maria} was connected; it reaches 5 accounts."), await visit.LastAuditAsync());
    }

    [Fact]
    public async Task A_return_that_is_sent_again_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "replay");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        await visit.ReturnAsync(back);

        await visit.RefusedAsync(back, "This return from Microsoft was already used.");
    }

    [Fact]
    public async Task A_state_that_nobody_was_given_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "forged");

        await visit.RefusedAsync(NobodysState, "does not belong to anything that was started here", isAudited: false);
    }

    [Fact]
    public async Task A_return_after_ten_minutes_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "late");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        app.SharedClock.Advance(AuthorizeAttempt.Lifetime);

        await visit.RefusedAsync(back, "More than ten minutes passed at Microsoft");
    }

    [Fact]
    public async Task A_return_in_another_browser_of_the_same_person_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "browser");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        using var other = await app.SignedInAsync(visit.Organisation.Members[Role.Admin]);

        await visit.RefusedAsync(back, "started in another browser or by somebody else", by: other);
    }

    [Fact]
    public async Task A_return_of_another_person_in_the_same_browser_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "person");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        await visit.Browser.GetAsync("/person/connections");
        await visit.Browser.SubmitAsync("Sign out");
        await visit.Browser.SignInAsync(visit.Organisation.Members[Role.Owner]);

        await visit.RefusedAsync(back, "started in another browser or by somebody else");
    }

    [Fact]
    public async Task A_return_of_somebody_who_may_no_longer_connect_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "demoted");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        await visit.WithDatabaseAsync(async db =>
        {
            var owner = await db.Memberships.SingleAsync(member => member.Role == Role.Owner);
            (await db.Memberships.SingleAsync(member => member.Role == Role.Admin)).ChangeRole(Role.Viewer, owner, 1);
            return await db.SaveChangesAsync();
        });

        await visit.RefusedAsync(back, "You may no longer connect logins for this organisation.");
    }

    [Fact]
    public async Task A_return_to_an_organisation_that_was_suspended_is_refused()
    {
        using var visit = await Visit.StartAsync(app, "resting");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        await visit.WithDatabaseAsync(async db =>
        {
            (await db.Tenants.SingleAsync(tenant => tenant.Id == visit.Organisation.Id)).Suspend("unpaid", app.SharedClock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        app.Services.GetRequiredService<Portal.Infrastructure.Tenancy.TenantStore>().Evict();

        await visit.RefusedAsync(back, "You may no longer connect logins for this organisation.");
    }

    [Fact]
    public async Task Nobody_signed_in_is_sent_to_sign_in_and_the_state_stays_unused()
    {
        using var visit = await Visit.StartAsync(app, "anonymous");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        using var nobody = new Browser(app.Address, followRedirects: false);

        await nobody.GetAsync(back);

        Assert.Equal(HttpStatusCode.Redirect, nobody.Status);
        Assert.StartsWith("/account/sign-in", nobody.Answer.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        await visit.ReturnAsync(back);
        Assert.Single((await visit.StateAsync()).Connections);
    }

    [Fact]
    public async Task Who_cancels_at_Microsoft_reads_that_nothing_changed()
    {
        using var visit = await Visit.StartAsync(app, "cancelled");
        var back = await MicrosoftApp.AtMicrosoftAsync(visit.Authorize, ("__answer", "cancel"));

        await visit.ToldAsync(back, "You did not allow access at Microsoft", "Cancelled");
    }

    [Fact]
    public async Task A_number_of_Microsofts_decides_what_the_person_reads()
    {
        using var visit = await Visit.StartAsync(app, "number");
        var back = QueryHelpers.AddQueryString("/oauth/microsoft-ads/callback", new Dictionary<string, string?>
        {
            ["state"] = visit.State,
            ["error"] = "unauthorized_client",
            ["error_description"] = "AADSTS650052: The app needs access to a service that your organization has not subscribed to.",
        });

        await visit.ToldAsync(back, "The Microsoft organisation has not allowed Microsoft Advertising yet.", "Cancelled");
        Assert.DoesNotContain("subscribed", visit.Browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_Microsoft_refuses_connects_nothing()
    {
        using var visit = await Visit.StartAsync(app, "code");
        var back = await visit.SignInAtMicrosoftAsync(Maria);

        await visit.ToldAsync(back.Replace("code=M.C5", "code=X.C5", StringComparison.Ordinal), "Microsoft did not accept this sign-in", "Failed");
    }

    [Fact]
    public async Task A_code_that_Microsoft_has_meanwhile_let_expire_asks_to_start_once_more()
    {
        using var visit = await Visit.StartAsync(app, "expired");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        app.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = "invalid_grant", Code = 70008 });

        await visit.ToldAsync(back, "it was too old, used before or altered on its way. Nothing has changed; start connecting once more.", "Failed");
    }

    [Fact]
    public async Task A_login_that_was_disabled_reads_whom_to_ask_before_and_after_its_sign_in()
    {
        const string Said = "This Microsoft login is disabled. Ask the administrator of its Microsoft organisation to enable it, then sign in again.";
        using var visit = await Visit.StartAsync(app, "disabled");
        var tomas = app.Directory.UserBy("tomas@fabrikam.example")!;
        var back = await visit.SignInAtMicrosoftAsync(tomas.UserName);
        app.Grants.Disable(tomas);

        await visit.ToldAsync(back, Said, "Failed");
        await visit.StartAgainAsync("Connect Microsoft Advertising");
        await visit.ToldAsync(await visit.SignInAtMicrosoftAsync(tomas.UserName), Said, "Cancelled");

        app.Grants.Enable(tomas);
        await visit.StartAgainAsync("Connect Microsoft Advertising");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(tomas.UserName));
    }

    [Theory]
    [InlineData("invalid_client", 7000215)]
    [InlineData("invalid_client", 7000222)]
    [InlineData("unauthorized_client", 700016)]
    [InlineData("invalid_request", 900144)]
    public async Task When_Microsoft_does_not_accept_the_portal_the_person_is_not_blamed_and_the_operators_are_told(string error, int number)
    {
        using var visit = await Visit.StartAsync(app, $"ours-{number}");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        app.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = error, Code = number });

        await visit.ToldAsync(back, "Microsoft does not accept the portal itself at the moment, so nothing was connected. The operators are told", "Failed");

        Assert.Contains(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains($"{error} {number}", StringComparison.Ordinal));
        Assert.Contains($"{error} {number}", await visit.WithDatabaseAsync(db => db.OperatorIncidents.Select(incident => incident.Code).ToListAsync()));
    }

    [Theory]
    [InlineData("invalid_grant", 50076, "Microsoft asks for a second factor. Sign in again and confirm it.")]
    [InlineData("invalid_grant", 53003, "A rule of the Microsoft organisation blocks this sign-in. Ask its administrator, then sign in again.")]
    [InlineData("invalid_grant", 65001, "Sign in again and allow access.")]
    public async Task What_Microsoft_wants_of_the_person_is_told_with_what_to_do(string error, int number, string sentence)
    {
        using var visit = await Visit.StartAsync(app, $"wanted-{number}");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        app.Faults.Add(new FaultRule(FaultKind.OAuthError) { Route = "/token", Error = error, Code = number });

        await visit.ToldAsync(back, sentence, "Failed");
    }

    [Fact]
    public async Task When_Microsoft_does_not_answer_the_person_is_asked_to_start_again_later()
    {
        using var visit = await Visit.StartAsync(app, "down");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        app.Faults.Add(new FaultRule(FaultKind.Reset) { Route = "/token" });

        await visit.ToldAsync(back, "start connecting once more in a few minutes.", "Failed");
    }

    [Fact]
    public async Task A_login_that_the_advertising_service_does_not_know_connects_nothing()
    {
        using var visit = await Visit.StartAsync(app, "stranger");
        var back = await visit.SignInAtMicrosoftAsync(Maria);
        app.Faults.Add(new FaultRule(FaultKind.Code) { Route = "/User/Query", Code = 106 });

        await visit.ToldAsync(back, "this login has no access to Microsoft Advertising", "Failed");
    }

    [Fact]
    public async Task A_login_without_accounts_is_told_so_where_accounts_are_chosen()
    {
        using var visit = await Visit.StartAsync(app, "empty");

        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync("nora@lucerne.example"));
        await visit.Browser.GetAsync(visit.Browser.Answer.Headers.Location?.OriginalString ?? "");

        Assert.Contains("This login reaches no ad accounts", visit.Browser.Html, StringComparison.Ordinal);
        Assert.Equal(0, (await visit.StateAsync()).Accounts);
    }

    [Fact]
    public async Task The_same_Microsoft_user_heals_the_connection_and_it_keeps_its_id_and_accounts()
    {
        using var visit = await Visit.StartAsync(app, "healed");
        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));
        await visit.ChooseAllAsync();
        await visit.BreakAsync();
        var before = await visit.StateAsync();
        await visit.StartAgainAsync("Reconnect");

        await visit.ReturnAsync(await visit.SignInAtMicrosoftAsync(Maria));

        var after = await visit.StateAsync();
        Assert.Equal("/healed/connections", visit.Browser.Answer.Headers.Location?.OriginalString);
        Assert.Equal(before.Connections.Select(row => (row.Id, ConnectionState.Active)), after.Connections);
        Assert.Equal((before.Accounts, before.Chosen), (after.Accounts, after.Chosen));
        Assert.Equal(before.Generations + 1, after.Generations);
        Assert.Equal("Reconnected", (await visit.LastAuditAsync()).Verb);
    }
}
