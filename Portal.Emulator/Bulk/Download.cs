using Portal.Emulator.Reporting;

namespace Portal.Emulator.Bulk;

/// <summary>A download somebody asked for. Its file is made at the first look at it and then kept, so that each download is the same.</summary>
internal sealed class Download(string id, long userId, DownloadPlan plan, BulkOptions options, BulkFlaw? flaw, string folder)
{
    private readonly Lock gate = new();
    private StoredFile? file;
    private int polls;
    private bool isPending = true;

    public string Id { get; } = id;

    public Guid StorageId { get; } = Guid.NewGuid();

    public long UserId { get; } = userId;

    public long AccountId => plan.Account.Id;

    public DateTimeOffset SubmittedAt => plan.Now;

    public bool IsPendingAt(DateTimeOffset now) => isPending && now < SubmittedAt + options.PendingAtMost;

    public bool Fails => flaw == BulkFlaw.Fails;

    public bool IsUnknown => flaw == BulkFlaw.StaysUnknown;

    public bool NeedsFullSync => flaw == BulkFlaw.FullSyncRequired && plan.Since is not null;

    public string FileName => StorageId.ToString("N") + Ending;

    private string Ending => plan.IsGZip ? plan.IsTabbed ? ".tsv.gz" : ".csv.gz" : ".zip";

    /// <summary>How far it is, in percent: below 100 for the first <see cref="BulkOptions.Polls"/> polls.</summary>
    public int Poll()
    {
        lock (gate)
        {
            isPending = polls < options.Polls || flaw == BulkFlaw.StaysInProgress;
            return isPending ? Math.Min(99, polls++ * 100 / Math.Max(1, options.Polls)) : 100;
        }
    }

    public StoredFile File()
    {
        lock (gate)
        {
            return file ??= StoredFile.Make(
                folder, FileName, SubmittedAt, Write, flaw == BulkFlaw.TruncatedZip) with
            {
                ContentType = plan.IsGZip ? "application/gzip" : "application/zip",
            };
        }
    }

    public void Forget() => file?.Forget();

    private void Write(FileStream stream)
    {
        BulkFile.Write(plan, stream, Id, options, flaw);
        if (flaw == BulkFlaw.NoZip)
        {
            Spoiling.ReplaceByPage(stream);
        }
        else if (flaw == BulkFlaw.WithoutMark)
        {
            Spoiling.Rewrite(stream, text => text.TrimStart('\uFEFF'));
        }
    }
}
