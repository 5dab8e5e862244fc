using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Pages.Account;

public sealed class NotificationsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Page = "/account/profile/notifications";

    [Fact]
    public async Task A_person_chooses_a_daily_mail_and_quiet_hours_and_sees_them_again()
    {
        var person = await app.PersonAsync("chooses@notify.example", "Chooses");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);
        await browser.GetAsync(Page);

        await browser.SubmitAsync("Save", ("Input.Delivery", "OnceADay"), ("Input.QuietFrom", "22:00"), ("Input.QuietTo", "07:30"), ("Input.TimeZone", "Europe/Zurich"));

        Assert.Contains("saved", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("22:00", browser.Page.QuerySelector("#Input_QuietFrom")!.GetAttribute("value"), StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        var habits = await scope.ServiceProvider.GetRequiredService<PortalDb>().MailHabits.SingleAsync(row => row.PersonId == person.Id, TestContext.Current.CancellationToken);
        Assert.Equal((Delivery.OnceADay, new TimeOnly(22, 0), new TimeOnly(7, 30), "Europe/Zurich"), (habits.Delivery, habits.QuietFrom, habits.QuietTo, habits.TimeZone));

        await browser.SubmitAsync("Save", ("Input.Delivery", "AtOnce"), ("Input.QuietFrom", ""), ("Input.QuietTo", ""), ("Input.TimeZone", ""));
        Assert.Contains("saved", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22:00", "", "need a beginning and an end")]
    [InlineData("07:00", "07:00", "would never end")]
    public async Task Half_a_choice_is_refused_at_its_field_and_kept(string from, string to, string sentence)
    {
        var person = await app.PersonAsync($"half-{from.GetHashCode(StringComparison.Ordinal)}@notify.example", "Half");
        using var browser = new Browser(app.Address);
        await browser.SignInAsync(person);
        await browser.GetAsync(Page);

        await browser.SubmitAsync("Save", ("Input.QuietFrom", from), ("Input.QuietTo", to));

        Assert.Contains(browser.Page.QuerySelectorAll(".fault"), fault => fault.TextContent.Contains(sentence, StringComparison.Ordinal));
        Assert.StartsWith(from, browser.Page.QuerySelector("#Input_QuietFrom")!.GetAttribute("value"), StringComparison.Ordinal);
    }
}
