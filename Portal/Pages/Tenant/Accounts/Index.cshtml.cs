using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Domain.Members;
using Portal.Domain.Performance;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant.Campaigns;
using Portal.Pages.Tenant.Views;
using Portal.Security;

namespace Portal.Pages.Tenant.Accounts;

/// <summary>The chosen accounts: how they stand at Microsoft, how fresh their data is, and what they did.</summary>
public sealed class IndexModel(DataScopes scopes, AccountList accounts, AccountSeries series, Conversions conversions, ViewMenus menus, CurrentMember member) : PageModel
{
    public DataScope Scope { get; private set; } = null!;

    public AccountFilter Filter { get; private set; } = null!;

    public IReadOnlyList<AccountRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public IReadOnlyList<CurrencySum> Sums { get; private set; } = [];

    /// <summary>The sums of several currencies in one; null where there is nothing to convert, or no rates.</summary>
    public ConvertedSum? Converted { get; private set; }

    /// <summary>Of all that is summed up at the foot; accounts whose days are marked one by one count together.</summary>
    public IReadOnlyDictionary<string, string?> NotFinal { get; private set; } = new Dictionary<string, string?>();

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    public ViewMenu Views { get; private set; } = null!;

    public bool MayExport => member.MayActAs(Role.Analyst);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Views = await menus.ReadAsync("accounts", Request, ct);
        if (ViewStart.Of(Views, Url) is { } start)
        {
            return start;
        }

        Scope = await scopes.ReadAsync(Request.Query, ct);
        Filter = AccountFilter.Read(Request.Query);
        var all = await accounts.AllAsync(Scope, ct);
        var rows = AccountList.Sort(all.Where(Filter.Takes), Filter, Scope.Currencies);
        Total = rows.Count;
        PageNumber = Math.Clamp(Filter.Page, 1, Math.Max(1, (Total + AccountFilter.Size - 1) / AccountFilter.Size));
        Rows = [.. rows.Skip((PageNumber - 1) * AccountFilter.Size).Take(AccountFilter.Size)];
        Sums = [.. Scope.Currencies.Select(currency => rows.Where(row => row.Account.Currency == currency).ToList()).Where(same => same.Count > 0)
            .Select(same => new CurrencySum(same[0].Account.Currency, same.Count, same.Aggregate(default(Totals), (sum, row) => sum + row.Totals)))];
        var data = await series.OfAsync(Scope.Period, Scope.Version, ct);
        var marks = data.Marks;
        Converted = conversions.Of(Scope, rows.Select(row => row.Account), data.Days);
        NotFinal = rows.GroupBy(row => row.Account.Currency).ToDictionary(same => same.Key, same => Scope.FinalityOf(marks, same.Select(row => row.Account)).Sentence);
        Statuses = [.. all.Select(row => StatusLook.Of(row.Account.Status).Word).Distinct().Order(StringComparer.Ordinal)];
        return Page();
    }
}
