using System.Collections.Concurrent;
using System.Globalization;
using Portal.Emulator.Control;
using Portal.Emulator.Reporting;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

/// <summary>The downloads that were asked for within the last two days, and how the service behaves at present.</summary>
public sealed class Downloads(EmulatorOptions options) : IResets, IDisposable
{
    private readonly ConcurrentDictionary<string, Download> downloads = [];
    private readonly ConcurrentQueue<BulkFlaw> flaws = [];
    private readonly AddressSigner signer = new();
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"portal-emulator-bulk-{Guid.NewGuid():N}");
    private long count;

    /// <summary>How the service behaves from the next request on.</summary>
    public BulkOptions Options { get; set; } = options.Bulk;

    /// <summary>The next <paramref name="times"/> downloads come out wrong.</summary>
    public void Spoil(BulkFlaw flaw, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            flaws.Enqueue(flaw);
        }
    }

    public void Reset()
    {
        Options = options.Bulk;
        flaws.Clear();
        downloads.Values.ToList().ForEach(Forget);
    }

    internal string Submit(long userId, DownloadPlan plan)
    {
        foreach (var old in downloads.Values.Where(download => download.SubmittedAt + Options.Validity < plan.Now))
        {
            Forget(old);
        }

        if (downloads.Values.Count(download => download.AccountId == plan.Account.Id && download.IsPendingAt(plan.Now)) >= Options.MostPending)
        {
            throw DownloadRequest.Fault(4204, "BulkServiceNoMoreCallsPermittedForTheTimePeriod", "You have reached the limit of downloads for now. Try again later.");
        }

        var dice = Dice.Of(options.Seed).With(Interlocked.Increment(ref count)).With(17);
        var id = (100_000_000_000_000_000 + (long)(dice.Face % 900_000_000_000_000_000)).ToString(CultureInfo.InvariantCulture);
        downloads[id] = new(id, userId, plan, Options with { }, flaws.TryDequeue(out var flaw) ? flaw : null, folder);
        return id;
    }

    /// <summary>Throws 3205 for what is no id, 4201 for another user's download and one that is too old.</summary>
    internal Download Find(long userId, string? id, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || id.Length > 40 || !id.All(char.IsAsciiDigit))
        {
            throw DownloadRequest.Fault(3205, "BulkServiceInvalidDownloadRequestId", "The request id is invalid.");
        }

        return downloads.TryGetValue(id, out var download) && download.UserId == userId && download.SubmittedAt + Options.Validity >= now
            ? download
            : throw DownloadRequest.Fault(4201, "BulkServiceInvalidRequestId", "There is no download with this request id.");
    }

    internal StoredFile? Stored(Guid storageId) => downloads.Values.FirstOrDefault(download => download.StorageId == storageId)?.File();

    /// <summary>Path and query of a download's file.</summary>
    internal string Address(Download download, DateTimeOffset now) =>
        $"/storage/bulkdownloadresultfiles/{download.StorageId}/{download.FileName}?{signer.Query(download.StorageId, now, Options.FileUrlLifetime)}";

    internal bool IsSigned(Guid storageId, string? end, string? signature) => signer.IsSigned(storageId, end, signature);

    public void Dispose()
    {
        downloads.Values.ToList().ForEach(Forget);
        if (System.IO.Directory.Exists(folder))
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private void Forget(Download download)
    {
        downloads.TryRemove(download.Id, out _);
        download.Forget();
    }
}
