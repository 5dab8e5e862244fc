using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Portal.Jobs;
using Portal.Tests.Harness;

namespace Portal.Tests.Mails;

public sealed class SendWrittenMailsTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_page_that_wrote_a_mail_has_it_sent_at_once_and_one_that_wrote_none_does_not()
    {
        await app.PersonAsync("waits@mails.example", "Waits");
        using var browser = new Browser(app.Address);
        await browser.GetAsync("/account/forgot-password");
        Assert.Equal(0, Waiting());

        await browser.SubmitAsync("Send the link", ("Input.Email", "waits@mails.example"));

        Assert.Contains("Look into your mailbox", browser.Html, StringComparison.Ordinal);
        Assert.Equal(1, Waiting());
    }

    private int Waiting() => app.Services.GetRequiredService<JobStorage>().GetMonitoringApi()
        .EnqueuedJobs("default", 0, 100)
        .Count(job => job.Value.Job.Type == typeof(SendMails));
}
