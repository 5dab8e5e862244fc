using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Notifications;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Notifications;

/// <summary>The harness's clock says 8.30 UTC, which is 9.30 in the organisations' Berlin.</summary>
public sealed class NoticesTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Who_chose_nothing_is_told_at_once_each_thing_in_a_mail_of_its_own()
    {
        var (organisation, admin) = await FoundAsync("at-once");

        await WriteAsync(organisation, admin, "First", "Second");

        Assert.Equal(["First", "Second"], await SubjectsAsync(admin));
    }

    [Fact]
    public async Task Once_a_day_is_one_mail_in_the_morning_with_all_that_came()
    {
        var (organisation, admin) = await FoundAsync("digest");
        await ChooseAsync(admin, Delivery.OnceADay, null, null);
        app.Clock.Advance(TimeSpan.FromHours(32.5) - app.Clock.GetUtcNow().TimeOfDay);
        await WriteAsync(organisation, admin, "First", "Second");
        app.Clock.Advance(TimeSpan.FromHours(22));
        Assert.Empty(await SubjectsAsync(admin));

        app.Clock.Advance(TimeSpan.FromHours(1));

        var mail = Assert.Single(await app.MailsToAsync(admin.Email));
        Assert.Equal("2 messages from the portal", mail.Subject);
        Assert.Contains("Text of First", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Text of Second", mail.Text, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(await app.MailsToAsync(admin.Email));
    }

    [Fact]
    public async Task In_quiet_hours_nothing_comes_and_nothing_is_lost()
    {
        var (organisation, admin) = await FoundAsync("quiet");
        var now = TimeOnly.FromDateTime(app.Clock.GetUtcNow().AddHours(1).DateTime);
        await ChooseAsync(admin, Delivery.AtOnce, now.AddHours(-1), now.AddHours(3));
        await WriteAsync(organisation, admin, "Held");
        Assert.Empty(await SubjectsAsync(admin));

        app.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(["Held"], await SubjectsAsync(admin));
    }

    [Fact]
    public async Task Who_has_left_before_the_mail_goes_is_told_nothing_more()
    {
        var (organisation, admin) = await FoundAsync("has-left");
        await WriteAsync(organisation, admin, "Theirs only");
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            db.Memberships.Remove(await db.Memberships.SingleAsync(member => member.PersonId == admin.Id));
            await db.SaveChangesAsync();
        });

        Assert.Empty(await SubjectsAsync(admin));
        Assert.Equal(0, await WaitingAsync(admin));
    }

    [Fact]
    public async Task Two_processes_that_deliver_at_once_tell_it_once()
    {
        var (organisation, admin) = await FoundAsync("two-at-once");
        await WriteAsync(organisation, admin, "Only once", "And this");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync()));

        Assert.Equal(["And this", "Only once"], await SubjectsAsync(admin));
    }

    [Fact]
    public async Task A_delivery_that_does_not_come_to_its_end_leaves_the_notice_for_the_next_and_no_mail()
    {
        var (organisation, admin) = await FoundAsync("cut-short");
        await WriteAsync(organisation, admin, "Survives");
        using var cut = new CancellationTokenSource();
        await cut.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeliverAsync(cut.Token));

        Assert.Equal(1, await WaitingAsync(admin));
        Assert.Equal(["Survives"], await SubjectsAsync(admin));
    }

    private async Task<(Organisation Organisation, Person Admin)> FoundAsync(string slug)
    {
        var organisation = await app.FoundAsync(slug);
        return (organisation, organisation.Members[Role.Admin]);
    }

    private Task<int> WriteAsync(Organisation organisation, Person person, params string[] subjects) => WithDatabaseAsync(async db =>
    {
        var now = app.Clock.GetUtcNow();
        db.Notices.AddRange(subjects.Select(subject => new Notice(Id<Notice>.New(now), person.Id, organisation.Id, subject, $"Text of {subject}", "Europe/Berlin", now)));
        return await db.SaveChangesAsync();
    });

    private Task<int> ChooseAsync(Person person, Delivery delivery, TimeOnly? from, TimeOnly? to) => WithDatabaseAsync(async db =>
    {
        var habits = new MailHabits(person.Id);
        Assert.False(habits.Change(delivery, from, to, null).IsRefused);
        db.MailHabits.Add(habits);
        return await db.SaveChangesAsync();
    });

    private async Task DeliverAsync(CancellationToken ct = default)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Notices>().DeliverDueAsync(ct);
    }

    private async Task<IEnumerable<string>> SubjectsAsync(Person person) => (await app.MailsToAsync(person.Email)).Select(mail => mail.Subject).Order(StringComparer.Ordinal);

    private Task<int> WaitingAsync(Person person) => WithDatabaseAsync(db => db.Notices.CountAsync(notice => notice.PersonId == person.Id));

    private async Task<T> WithDatabaseAsync<T>(Func<PortalDb, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }
}
