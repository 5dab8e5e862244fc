using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Infrastructure.Performance;

/// <summary>What became of a report file.</summary>
/// <param name="Rows">The rows of the file.</param>
/// <param name="Skipped">Rows that are not of the grain: without an ad group (Performance Max), a keyword, or a goal.</param>
public sealed record Ingested(ReportHeader Header, long Rows, long Skipped, Replaced Replaced);

/// <summary>
/// A downloaded report, from its stream to committed rows. The file is read, checked and sorted before the write transaction begins: a
/// bad file never reaches the database, and other writers wait for the rows only, not for Microsoft.
/// </summary>
public sealed class ReportIngest(PerformanceWriter writer)
{
    /// <param name="download">The zip; read once, to its end.</param>
    /// <param name="zone">The account's zone, by which its days are final or provisional.</param>
    /// <param name="progress">Told the rows read and the rows of the file, often.</param>
    /// <param name="checkpoint">Changes what the caller keeps about its progress; saved in the rows' transaction.</param>
    /// <exception cref="OtherZoneException">The file's header names another zone than <paramref name="zone"/>; nothing was changed.</exception>
    /// <exception cref="ReportRefusedException">The file is not what was asked for, or not all of it; nothing was changed.</exception>
    public async Task<Ingested> RunAsync(
        Stream download,
        ReportTarget target,
        TimeZoneInfo zone,
        Action<long, long> progress,
        Action<Ingested> checkpoint,
        CancellationToken ct)
    {
        using var rows = new SortedRows();
        using var words = ReportShape.Of(target.Report).Words is { } table ? new ReportWords(table, writer.Tenant) : null;
        var staged = await StageAsync(download, target, zone, rows, words, progress, ct);
        Ingested? ingested = null;
        var states = DayStates.Of(staged.Header, zone) with { WithoutShares = staged.WithoutShares };
        var replaced = await writer.ReplaceAsync(target, rows.InOrder(row => IsTwoHours(target.Report, row, zone)), words, states, Checkpoint, ct);
        return ingested ?? Outcome(replaced);

        void Checkpoint(Replaced written) => checkpoint(ingested = Outcome(written));

        Ingested Outcome(Replaced written) => new(staged.Header, staged.Read, staged.Skipped, written);
    }

    /// <summary>The same for a report that Microsoft answered without a file: the period has no rows.</summary>
    public async Task RunEmptyAsync(ReportTarget target, DateTimeOffset submittedAt, TimeZoneInfo zone, Action<Replaced> checkpoint, CancellationToken ct) =>
        await writer.ReplaceAsync(target, [], DayStates.OfEmpty(submittedAt, zone), checkpoint, ct);

    /// <summary>
    /// When the clocks go back, an hour comes twice. The file may show both in one row or each in its own, which the clock cannot tell
    /// apart: together they are that hour.
    /// </summary>
    private static bool IsTwoHours(ReportKind report, in ReportRow row, TimeZoneInfo zone) =>
        report.IsHourly() && zone.IsAmbiguousTime(DateOnly.FromDayNumber(row.Day).ToDateTime(TimeOnly.MinValue).AddHours(row.Hour));

    private static async Task<Staged> StageAsync(
        Stream download,
        ReportTarget target,
        TimeZoneInfo zone,
        SortedRows rows,
        ReportWords? words,
        Action<long, long> progress,
        CancellationToken ct)
    {
        using var archive = await ReportArchive.SpoolAsync(download, ct);
        await using var csv = archive.OpenCsv();
        using var reader = new ReportReader(csv, target, words);
        if (AccountTimeZone.OfHeader(reader.Header.TimeZone) is { } named && AccountTimeZone.Find(named).Id != zone.Id)
        {
            throw new OtherZoneException(named);
        }

        progress(0, reader.Header.Rows);
        while (reader.Read(out var row))
        {
            rows.Add(row);
            if ((reader.Rows & 0x3FFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress(reader.Rows, reader.Header.Rows);
            }
        }

        progress(reader.Rows, reader.Header.Rows);
        return new(reader.Header, reader.Rows, reader.Skipped, reader.DaysWithoutShares);
    }

    private sealed record Staged(ReportHeader Header, long Read, long Skipped, IReadOnlySet<int> WithoutShares);
}
