using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Members;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Turns notices into mails when their time comes by each person's habits. The notices go and the mail comes in one transaction; a
/// notice that another process took meanwhile fails the whole of it, so nothing is told twice.
/// </summary>
public sealed class Notices(PortalDb db, TimeProvider clock)
{
    public async Task DeliverDueAsync(CancellationToken ct)
    {
        var waiting = await db.Notices.OrderBy(notice => notice.Id).ToListAsync(ct);
        foreach (var ofPerson in waiting.GroupBy(notice => notice.PersonId))
        {
            await DeliverAsync(ofPerson.Key, [.. ofPerson], ct);
        }
    }

    private async Task DeliverAsync(Id<Person> person, List<Notice> notices, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var habits = await db.MailHabits.AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == person, ct) ?? new MailHabits(person);
        var due = notices.FindAll(notice => habits.DueAt(notice.WrittenAt, notice.TimeZone) <= now);
        if (due.Count == 0)
        {
            return;
        }

        // With one mail a day, what came since the morning goes along as soon as there is a mail at all.
        var taken = habits.Delivery == Delivery.OnceADay ? notices : due;
        var address = await db.Users.Where(user => user.Id == person).Select(user => user.Email).FirstOrDefaultAsync(ct);
        var tenants = await MembershipsAsync(person, ct);
        var meant = taken.FindAll(notice => notice.TenantId is not { } tenant || tenants.Contains(tenant));
        db.Notices.RemoveRange(taken);
        if (address is not null && meant.Count > 0)
        {
            db.Mails.AddRange(habits.Delivery == Delivery.OnceADay && meant.Count > 1
                ? [Digest(address, meant, now)]
                : meant.Select(notice => Mail.Write(address, notice.Subject, notice.Text, now)));
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process delivers this person's notices just now; what it leaves is looked at in a minute.
            db.ChangeTracker.Clear();
        }
    }

    private static Mail Digest(string address, List<Notice> notices, DateTimeOffset now) => Mail.Write(
        address,
        $"{notices.Count} messages from the portal",
        string.Join("\n\n\n", notices.Select(notice => $"{notice.Subject}\n{new string('-', notice.Subject.Length)}\n\n{notice.Text}")),
        now);

    /// <summary>Somebody who has left meanwhile is told nothing more.</summary>
    private async Task<HashSet<Id<Domain.Tenancy.Tenant>>> MembershipsAsync(Id<Person> person, CancellationToken ct)
    {
        using var all = new SystemScope(db, "whether a person who is to be told is still a member");
        return [.. await db.Memberships.AcrossTenants(all).Where(member => member.PersonId == person).Select(member => member.TenantId).ToListAsync(ct)];
    }
}
