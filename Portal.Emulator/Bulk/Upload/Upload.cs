using Portal.Emulator.CampaignManagement;
using Portal.Emulator.Reporting;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk.Upload;

/// <summary>An upload from its address to its result. The file is applied as a whole when it comes in.</summary>
internal sealed class Upload(long userId, long accountId, bool errorsOnly, BulkOptions options, DateTimeOffset askedAt, string folder)
{
    private readonly Lock gate = new();
    private string end = "Completed";
    private StoredFile? result;
    private int polls;

    public Guid Id { get; } = Guid.NewGuid();

    public long UserId { get; } = userId;

    public long AccountId { get; } = accountId;

    public DateTimeOffset AskedAt { get; } = askedAt;

    public BulkOptions Options { get; } = options;

    public bool IsUsed { get; private set; }

    public bool IsPendingAt(DateTimeOffset now) => IsUsed && polls < Options.Polls && now < AskedAt + Options.UploadUrlLifetime + Options.PendingAtMost;

    public StoredFile? Result => result;

    /// <summary>The words of 6.6 and the percentage; the end comes after as many polls as the options say.</summary>
    public (string Status, int Percent) Poll()
    {
        lock (gate)
        {
            if (!IsUsed)
            {
                return ("PendingFileUpload", 0);
            }

            if (polls >= Options.Polls)
            {
                return (end, 100);
            }

            var percent = polls++ * 100 / Options.Polls;
            return (percent == 0 && Options.Polls > 1 ? "FileUploaded" : "InProgress", percent);
        }
    }

    /// <summary>Whether this is the first use of the address.</summary>
    public bool Use()
    {
        lock (gate)
        {
            var first = !IsUsed;
            IsUsed = true;
            return first;
        }
    }

    /// <summary>To be called once, with the file that came in.</summary>
    public void Run(UploadFile file, bool isReadable, AccountTree tree, CampaignWorld world, DateTimeOffset now)
    {
        if (!isReadable || !file.HasVersion || file.RowCount > Options.MostUploadRows)
        {
            end = isReadable && file.HasVersion ? "UploadFileRowCountExceeded" : "UploadFileFormatNotSupported";
            return;
        }

        result = StoredFile.Make(folder, $"{Id:N}.zip", now, stream => BulkFile.Pack(stream, $"{Id}", isTabbed: false, isGZip: false, now, inner => Write(inner, file, tree, world, now)));
    }

    public void Forget() => result?.Forget();

    private void Write(Stream into, UploadFile file, AccountTree tree, CampaignWorld world, DateTimeOffset now)
    {
        var columns = new BulkColumns(ResultRows.Columns(file));
        var (changes, rows) = (new Changes(tree, world, now), new ResultRows(columns, tree));
        using var text = new BulkText(into, ',');
        text.Line(columns.Names);
        text.Line(rows.Version.Cells);
        foreach (var row in file.Rows())
        {
            Outcome outcome;
            lock (tree.Gate)
            {
                outcome = changes.Apply(row);
            }

            if (outcome.Refusal is not null)
            {
                end = "CompletedWithErrors";
            }

            foreach (var made in outcome.Refusal is null && errorsOnly ? [] : rows.Of(row, outcome, changes))
            {
                text.Line(made.Cells);
            }
        }
    }
}
