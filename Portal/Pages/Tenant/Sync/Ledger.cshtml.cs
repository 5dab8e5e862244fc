using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Audit;
using Portal.Domain.Members;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Sync;
using Portal.Security;

namespace Portal.Pages.Tenant.Sync;

/// <summary>How each day of one account's report stands.</summary>
public sealed class LedgerModel(PortalDb db, Ledgers ledgers, AccountChoices choices, CurrentMember me, TimeProvider clock) : PageModel
{
    private const int MostChanges = 3;

    /// <summary>In months, this one included.</summary>
    public static IReadOnlyList<int> Spans { get; } = [3, 6, 12, 37];

    public IReadOnlyList<SelectListItem> Accounts { get; private set; } = [];

    public AdsAccount? Account { get; private set; }

    public ReportKind Report { get; private set; }

    public int Months { get; private set; }

    public IReadOnlyList<LedgerDay> Days { get; private set; } = [];

    /// <summary>When Microsoft changed the account's time zone or currency, the newest first.</summary>
    public IReadOnlyList<AuditEntry> Changes { get; private set; } = [];

    public string Title => $"{SliceView.NameOf(Report)} of {Account?.Name}";

    public string? Zone => Account is null ? null : AccountTimeZone.Find(Account.TimeZone).Id;

    /// <summary>Where days are read again; null for those who may not.</summary>
    public string? Again => Account is not null && me.MayActAs(Role.Analyst) ? Url.Page("Again", new { account = Account.AccountId.Value, report = Report }) : null;

    public async Task OnGetAsync(long? account, ReportKind? report, int? months, CancellationToken ct)
    {
        Report = report is { } asked && Enum.IsDefined(asked) ? asked : ReportKind.Account;
        Months = months is { } span && Spans.Contains(span) ? span : Spans[1];
        Accounts = [.. (await choices.AccountsAsync(ct)).Skip(1)];
        var chosen = db.AdsAccounts.AsNoTracking().Where(one => one.IsChosen);
        Account = account is { } id ? await chosen.FirstOrDefaultAsync(one => one.AccountId == new AdsId<AdsAccount>(id), ct) : null;
        Account ??= await chosen.OrderBy(one => one.Name).FirstOrDefaultAsync(ct);
        if (Account is not null)
        {
            var today = AccountTimeZone.Today(Account.TimeZone, clock.GetUtcNow());
            var period = new Period(new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months), today);
            var number = Account.AccountId.ToString();
            Changes = await db.AuditEntries.AsNoTracking()
                .Where(entry => entry.Subject == nameof(AdsAccount) && entry.SubjectId == number && (entry.Verb == Restatement.ZoneChanged || entry.Verb == Restatement.CurrencyChanged))
                .OrderByDescending(entry => entry.Id).Take(MostChanges).ToListAsync(ct);
            Days = (await ledgers.ReadAsync(Account, Report, period, ct)).Days(period);
        }
    }
}
