using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Incidents;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Incidents;

namespace Portal.Pages.Operator;

/// <summary>What will break next, over all organisations, and when the portal's own secret ends.</summary>
public sealed class ForecastModel(PortalDb db, Forecast forecast, IOptions<MicrosoftAdsOptions> ads, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public DateTimeOffset? SecretEnds => ads.Value.ClientSecretExpiresAt;

    /// <summary>Close enough that the operators were warned.</summary>
    public bool SecretEndsSoon => SecretEnds is { } end && Terms.SecretWarning(end, clock.GetUtcNow()) is not null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var names = await db.Tenants.AsNoTracking().ToDictionaryAsync(tenant => tenant.Id, tenant => tenant.Name, ct);
        using var all = new OperatorScope(db, "the forecast");
        Rows = [.. (await forecast.ReadAsync(all, ct)).Select(one => new Row(names[one.Tenant], one.Outlook))];
    }

    public sealed record Row(string Organisation, Outlook Outlook);
}
