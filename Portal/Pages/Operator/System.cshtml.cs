using System.Reflection;
using Hangfire;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Jobs;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Performance;
using Portal.Pages.Tenant;

namespace Portal.Pages.Operator;

/// <summary>What runs here: versions, roles, queues, database, clock.</summary>
public sealed class SystemModel(PortalDb db, JobStorage jobs, IOptions<PortalOptions> portal, IOptions<MicrosoftAdsOptions> ads, RateFile rates, IHostEnvironment host, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(string Name, string Value)> Versions { get; private set; } = [];

    public IReadOnlyList<(string Name, string Value)> Database { get; private set; } = [];

    public IReadOnlyList<WorkingServer> Servers { get; private set; } = [];

    public IReadOnlyList<(string Name, string Value)> Queues { get; private set; } = [];

    public IReadOnlyList<(string Name, string Value)> Connections { get; private set; } = [];

    public IReadOnlyList<(string Name, string Value)> Rates { get; private set; } = [];

    /// <summary>Why the file of exchange rates is not used as it is.</summary>
    public string? RatesFault { get; private set; }

    /// <summary>Those of the last good file.</summary>
    public bool RatesInUse { get; private set; }

    public string Roles => string.Join(", ", Enum.GetValues<PortalRole>().Where(portal.Value.Does));

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Versions =
        [
            ("Portal", Version),
            (".NET", Environment.Version.ToString()),
            ("Environment", host.EnvironmentName),
            ("Microsoft Advertising", ads.Value.Environment.ToString()),
        ];
        Database =
        [
            ("Provider", db.Database.IsSqlite() ? "SQLite" : db.Database.ProviderName ?? ""),
            ("Migrations applied", string.Join(", ", await db.Database.GetAppliedMigrationsAsync(ct))),
            ("Migrations waiting", string.Join(", ", await db.Database.GetPendingMigrationsAsync(ct)) is { Length: > 0 } waiting ? waiting : "none"),
        ];
        using var all = new OperatorScope(db, "the system page");
        var states = await db.Connections.AcrossTenants(all).GroupBy(connection => connection.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        Connections = [.. Enum.GetValues<ConnectionState>().Select(state => (StatusLook.Spaced(state.ToString()), Components.Say.Number(states.FirstOrDefault(row => row.Key == state)?.Count ?? 0)))];
        ReadJobs();
        ReadRates();
    }

    /// <summary>The version, and the commit it was built from, as short as people quote it.</summary>
    private static string Version
    {
        get
        {
            var parts = (typeof(SystemModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+');
            return parts is [var version, { Length: > 8 } commit] ? $"{version}, commit {commit[..8]}" : parts[0];
        }
    }

    private void ReadRates()
    {
        var state = rates.Look();
        (RatesFault, RatesInUse) = (state.Fault, state.Rates is not null);
        Rates =
        [
            ("File", rates.Name ?? "none: amounts of several currencies are never converted"),
            .. rates.Name is null ? [] : new[]
            {
                ("In use", state.Rates is { } used ? $"{Components.Say.Count(used.Currencies, "currency", "currencies")}, the last rate of {Components.Say.Day(used.LastDay)}" : "nothing is converted"),
                ("Read", state.ReadAt is { } read ? Components.Say.MomentInFull(read, TimeZoneInfo.Utc) : "not yet"),
                ("A day without a rate", $"takes one at most {Components.Say.Count(rates.MostDaysBack, "day")} older"),
            },
        ];
    }

    private void ReadJobs()
    {
        var counts = jobs.GetMonitoringApi().GetStatistics();
        Queues =
        [
            ("Enqueued", Components.Say.Number(counts.Enqueued)),
            ("Processing", Components.Say.Number(counts.Processing)),
            ("Scheduled", Components.Say.Number(counts.Scheduled)),
            ("Failed", Components.Say.Number(counts.Failed)),
            ("Succeeded", Components.Say.Number(counts.Succeeded)),
            ("Recurring", Components.Say.Number(counts.Recurring)),
        ];
        Servers = jobs.WorkingServers();
    }
}
