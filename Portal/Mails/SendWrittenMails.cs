using Hangfire;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Database;
using Portal.Jobs;

namespace Portal.Mails;

/// <summary>After a page has saved a mail, has it sent at once: people look into their mailbox right then, not when the timetable runs.</summary>
internal sealed class SendWrittenMails(PortalDb db, IBackgroundJobClient jobs) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await next();
        if (db.ChangeTracker.Entries<Mail>().Any(mail => mail is { State: EntityState.Unchanged, Entity.SentAt: null }))
        {
            jobs.Enqueue<SendMails>(job => job.RunAsync(CancellationToken.None));
        }
    }
}
