namespace Portal.Benchmarks.Performance;

/// <summary>Where the time of an ingest went, from the request to the commit.</summary>
internal readonly record struct IngestTimes(TimeSpan Download, TimeSpan Reading, TimeSpan Writing, TimeSpan Commit)
{
    public TimeSpan Whole => Download + Reading + Writing + Commit;

    /// <summary>How much of it other writers have to wait for.</summary>
    public TimeSpan Others => Writing + Commit;

    public static IngestTimes operator +(IngestTimes left, IngestTimes right) =>
        new(left.Download + right.Download, left.Reading + right.Reading, left.Writing + right.Writing, left.Commit + right.Commit);
}
