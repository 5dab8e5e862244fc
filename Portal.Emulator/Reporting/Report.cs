namespace Portal.Emulator.Reporting;

/// <summary>What can be wrong with a report on purpose.</summary>
public enum ReportFlaw
{
    /// <summary>Polling ends in Error.</summary>
    Fails,

    /// <summary>The header announces seven rows more than there are.</summary>
    WrongRowCount,

    /// <summary>The file lacks its last third.</summary>
    TruncatedZip,

    /// <summary>The text ends within a row, though the archive is whole.</summary>
    HalfFile,

    /// <summary>The archive holds no file.</summary>
    EmptyZip,

    /// <summary>A page of HTML lies in the archive's place.</summary>
    NoZip,

    /// <summary>A column that was asked for is called otherwise.</summary>
    OtherColumn,

    /// <summary>The text begins without its mark; nothing is wrong with it.</summary>
    WithoutMark,

    /// <summary>Polling never says anything but Pending.</summary>
    StaysPending,

    /// <summary>Polling never says anything but a word that no documentation knows.</summary>
    StaysUnknown,
}

/// <summary>A report somebody asked for. Its file is made at the first download and then kept, so that every download is the same.</summary>
internal sealed class Report(string id, Guid storageId, long userId, ReportPlan plan, ReportFlaw? flaw, string folder)
{
    private readonly Lock gate = new();
    private StoredFile? file;
    private bool? hasRows;
    private int polls;

    public string Id { get; } = id;

    public Guid StorageId { get; } = storageId;

    public long UserId { get; } = userId;

    public DateTimeOffset SubmittedAt => plan.Time.Now;

    /// <summary>The name of the file without ending, blanks replaced as live.</summary>
    public string FileName => Uri.EscapeDataString(plan.Name.Replace(' ', '_').Replace('/', '_'));

    public bool IsPending { get; private set; } = true;

    public bool Fails => flaw == ReportFlaw.Fails;

    public bool IsUnknown => flaw == ReportFlaw.StaysUnknown;

    public bool HasRows => hasRows ??= plan.Rows().Any();

    /// <summary>Pending for the first <paramref name="pending"/> polls.</summary>
    public bool Poll(int pending)
    {
        lock (gate)
        {
            return IsPending = polls++ < pending || flaw == ReportFlaw.StaysPending;
        }
    }

    public StoredFile File()
    {
        lock (gate)
        {
            return file ??= Build();
        }
    }

    public void Forget() => file?.Forget();

    private StoredFile Build() => StoredFile.Make(
        folder, $"{StorageId:N}.zip", SubmittedAt,
        stream =>
        {
            ReportFile.Write(plan, stream, Id.Split('_')[0], flaw == ReportFlaw.WrongRowCount ? 7 : 0);
            Spoil(stream);
        },
        flaw == ReportFlaw.TruncatedZip);

    private void Spoil(FileStream stream)
    {
        switch (flaw)
        {
            case ReportFlaw.HalfFile:
                Spoiling.Rewrite(stream, text => text[..(text.Length * 2 / 3)]);
                break;
            case ReportFlaw.EmptyZip:
                Spoiling.Rewrite(stream, _ => null);
                break;
            case ReportFlaw.NoZip:
                Spoiling.ReplaceByPage(stream);
                break;
            case ReportFlaw.OtherColumn:
                Spoiling.Rewrite(stream, text => text.Replace("\"Impressions\"", "\"Views\"", StringComparison.Ordinal).Replace("\"ImpressionSharePercent\"", "\"ViewSharePercent\"", StringComparison.Ordinal)
                    .Replace("\"ConversionsQualified\"", "\"Conversions2\"", StringComparison.Ordinal));
                break;
            case ReportFlaw.WithoutMark:
                Spoiling.Rewrite(stream, text => text.TrimStart('\uFEFF'));
                break;
        }
    }
}
