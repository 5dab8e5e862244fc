using System.Collections.Concurrent;
using System.Globalization;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Reporting;

/// <summary>The reports that were asked for within the last day, and the signed addresses of their files.</summary>
public sealed class Reports(EmulatorOptions options) : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<string, Report> reports = [];
    private readonly ConcurrentQueue<ReportFlaw> flaws = [];
    private readonly AddressSigner signer = new();
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"portal-emulator-{Guid.NewGuid():N}");
    private long count;

    /// <summary>Reports a user may have in work before Submit answers 207; the live number is not published.</summary>
    public int MostPending { get; set; } = 10;

    /// <summary>How long an address of a file holds: documented 5 minutes, seen live 10.</summary>
    public TimeSpan UrlLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The next <paramref name="times"/> reports that are asked for come out wrong.</summary>
    public void Spoil(ReportFlaw flaw, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            flaws.Enqueue(flaw);
        }
    }

    internal string Submit(long userId, ReportPlan plan)
    {
        foreach (var old in reports.Values.Where(report => report.SubmittedAt + Validity < plan.Time.Now))
        {
            Forget(old);
        }

        if (reports.Values.Count(report => report.UserId == userId && report.IsPending) >= MostPending)
        {
            throw ReportRequest.Fault(207, "ReportingServiceTooManyConcurrentRequests", "Too many reports are in work for this user. Wait for one to end.");
        }

        var dice = Dice.Of(options.Seed).With(Interlocked.Increment(ref count));
        var digits = 100_000_000_000_000_000 + (long)(dice.Face % 900_000_000_000_000_000);
        var id = string.Create(CultureInfo.InvariantCulture, $"{digits}_{plan.Time.Now.ToUnixTimeMilliseconds()}");
        reports[id] = new(id, Guid.NewGuid(), userId, plan, flaws.TryDequeue(out var flaw) ? flaw : null, folder);
        return id;
    }

    /// <summary>Throws 2100 for what is no id, 2101 for another user's report and one older than a day.</summary>
    internal Report Find(long userId, string? id, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || id.Length > 40 || id.Any(letter => !char.IsAsciiDigit(letter) && letter != '_'))
        {
            throw ReportRequest.Fault(2100, "ReportingServiceInvalidReportId", "The report request id is invalid.");
        }

        return reports.TryGetValue(id, out var report) && report.UserId == userId && report.SubmittedAt + Validity >= now
            ? report
            : throw ReportRequest.Fault(2101, "ReportingServiceReportIdNotFound", "There is no report with this request id.");
    }

    internal Report? Stored(Guid storageId) => reports.Values.FirstOrDefault(report => report.StorageId == storageId);

    /// <summary>Path and query of a report's file, signed like an Azure blob's.</summary>
    internal string Address(Report report, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"/storage/dnx-reportdataapi-{report.SubmittedAt.UtcDateTime:yy-MM-dd}/{report.StorageId}/{report.FileName}.zip")
            + $"?{signer.Query(report.StorageId, now, UrlLifetime)}";

    /// <summary>Whether an address was signed by us for this report and end.</summary>
    internal bool IsSigned(Guid storageId, string? end, string? signature) => signer.IsSigned(storageId, end, signature);

    public void Dispose()
    {
        foreach (var report in reports.Values)
        {
            Forget(report);
        }

        if (System.IO.Directory.Exists(folder))
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private void Forget(Report report)
    {
        reports.TryRemove(report.Id, out _);
        report.Forget();
    }
}
