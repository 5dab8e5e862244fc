using System.Net;
using Portal.Domain.Members;
using Portal.Tests.Harness;

namespace Portal.Tests.Security;

public sealed class SuspendedTenantsTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Members_of_a_suspended_organisation_read_why_until_it_is_active_again()
    {
        var organisation = await app.FoundAsync("resting");
        using var @operator = new Browser(app.Address);
        await @operator.SignInAsync(await app.PersonAsync("suspender@portal.example", "Operator", isOperator: true));
        using var member = new Browser(app.Address);
        await member.SignInAsync(organisation.Members[Role.Viewer]);

        await @operator.GetAsync($"/operator/tenants/details/{organisation.Id}");
        await @operator.SubmitAsync("Suspend", ("Form.Because", "The invoice of May is open."));
        await member.GetAsync("/resting/connections");

        Assert.Equal(HttpStatusCode.Forbidden, member.Status);
        Assert.Contains("Org resting is suspended", member.Html, StringComparison.Ordinal);
        Assert.Contains("The invoice of May is open.", member.Html, StringComparison.Ordinal);

        await @operator.GetAsync($"/operator/tenants/details/{organisation.Id}");
        await @operator.SubmitAsync("Reactivate");
        await member.GetAsync("/resting/connections");
        Assert.Equal(HttpStatusCode.OK, member.Status);
    }
}
