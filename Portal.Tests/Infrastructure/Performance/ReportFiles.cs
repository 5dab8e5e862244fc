using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Sync;
using Portal.Infrastructure.Performance;
using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Infrastructure.Performance;

/// <summary>Takes in a file as a sync does, for an account in Paris.</summary>
internal static class ReportFiles
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 9, 9, 12, 0, 0, TimeSpan.Zero));

    public static async Task<Ingested> IngestAsync(TwoTenants database, PortalTenant tenant, byte[] zip, ReportKind report, Portal.Domain.Period? period = null)
    {
        await using var db = database.Open(tenant);
        var target = ReportText.Target(report) with { Period = period ?? ReportText.August };
        return await new ReportIngest(new PerformanceWriter(db, Clock)).RunAsync(new MemoryStream(zip), target, Paris, (_, _) => { }, _ => { }, TestContext.Current.CancellationToken);
    }
}
