using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Portal.Infrastructure.Performance;

/// <summary>
/// Brings a report's rows into the order of the table's key, in constant memory: sorted runs go to a scratch file and are merged when
/// read. Rows that arrive in key order are written many times faster than any other way, and two rows of one key meet. Of two chunks one
/// is filled while a thread of its own sorts and writes the other.
/// </summary>
internal sealed class SortedRows : IDisposable
{
    private const int RowsOfChunk = 128 * 1024;
    private const int RowsOfRun = 2048;

    private readonly List<Run> runs = [];
    private readonly PriorityQueue<Run, ReportRowKey> heads = new();
    private ReportRow[] chunk = ArrayPool<ReportRow>.Shared.Rent(1024);
    private Task<ReportRow[]>? spilling;
    private FileStream? scratch;
    private int filled;

    public long Count { get; private set; }

    public void Add(in ReportRow row)
    {
        if (filled == RowsOfChunk)
        {
            Spill();
        }

        if (filled == chunk.Length)
        {
            Grow();
        }

        chunk[filled++] = row;
        Count++;
    }

    /// <summary>Every row once, in order of the key. Rows are added before, and read once; the sorting is done when this returns.</summary>
    /// <param name="mayRepeat">Whether further rows of this one's key are parts of it, to be added up.</param>
    /// <exception cref="ReportRefusedException">Two rows have one key: a report never has that, so the file is not understood.</exception>
    public IEnumerable<ReportRow> InOrder(Func<ReportRow, bool>? mayRepeat = null)
    {
        if (spilling is null)
        {
            Sort(chunk.AsSpan(0, filled));
            return Once(OfMemory(), mayRepeat);
        }

        Spill();
        ArrayPool<ReportRow>.Shared.Return(spilling.GetAwaiter().GetResult());
        spilling = null;
        return Once(OfRuns(), mayRepeat).Ahead();
    }

    public void Dispose()
    {
        if (spilling is not null)
        {
            Task.WaitAny(spilling);
        }

        scratch?.Dispose();
        ArrayPool<ReportRow>.Shared.Return(chunk);
    }

    private static IEnumerable<ReportRow> Once(IEnumerable<ReportRow> sorted, Func<ReportRow, bool>? mayRepeat)
    {
        var (held, has) = (default(ReportRow), false);
        foreach (var row in sorted)
        {
            if (!has)
            {
                (held, has) = (row, true);
            }
            else if (row.Key != held.Key)
            {
                yield return held;
                held = row;
            }
            else if (mayRepeat?.Invoke(held) == true)
            {
                held.Add(row);
            }
            else
            {
                throw new ReportRefusedException($"The report has two rows for one key on {DateOnly.FromDayNumber(row.Day):yyyy-MM-dd}.");
            }
        }

        if (has)
        {
            yield return held;
        }
    }

    private IEnumerable<ReportRow> OfMemory()
    {
        for (var at = 0; at < filled; at++)
        {
            yield return chunk[at];
        }
    }

    private IEnumerable<ReportRow> OfRuns()
    {
        foreach (var run in runs.Where(run => run.MoveNext()))
        {
            heads.Enqueue(run, run.Current.Key);
        }

        while (heads.TryPeek(out var run, out _))
        {
            yield return run.Current;
            if (run.MoveNext())
            {
                heads.DequeueEnqueue(run, run.Current.Key);
            }
            else
            {
                heads.Dequeue();
            }
        }
    }

    private static void Sort(Span<ReportRow> rows) => rows.Sort(static (left, right) => left.Key.CompareTo(right.Key));

    /// <summary>Waits for the chunk before, which had as long as this one took to fill.</summary>
    private void Spill()
    {
        var empty = spilling?.GetAwaiter().GetResult() ?? ArrayPool<ReportRow>.Shared.Rent(RowsOfChunk);
        var (full, rows) = (chunk, filled);
        spilling = Task.Factory.StartNew(() => Write(full, rows), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        (chunk, filled) = (empty, 0);
    }

    private ReportRow[] Write(ReportRow[] rows, int count)
    {
        Sort(rows.AsSpan(0, count));
        scratch ??= ScratchFile.Open();
        runs.Add(new Run(scratch, scratch.Position, count));
        scratch.Write(MemoryMarshal.AsBytes(rows.AsSpan(0, count)));
        return rows;
    }

    private void Grow()
    {
        var larger = ArrayPool<ReportRow>.Shared.Rent(Math.Min(chunk.Length * 4, RowsOfChunk));
        chunk.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<ReportRow>.Shared.Return(chunk);
        chunk = larger;
    }

    /// <summary>A sorted stretch of the scratch file, read a little at a time.</summary>
    private sealed class Run(FileStream scratch, long offset, int rows)
    {
        private readonly ReportRow[] buffer = new ReportRow[Math.Min(RowsOfRun, rows)];
        private int read;
        private int at = -1;
        private int held;

        public ref readonly ReportRow Current => ref buffer[at];

        public bool MoveNext()
        {
            if (++at < held)
            {
                return true;
            }

            (at, held) = (0, Math.Min(buffer.Length, rows - read));
            var bytes = MemoryMarshal.AsBytes(buffer.AsSpan(0, held));
            var from = offset + ((long)read * Unsafe.SizeOf<ReportRow>());
            while (bytes.Length > 0)
            {
                var count = RandomAccess.Read(scratch.SafeFileHandle, bytes, from);
                bytes = count > 0 ? bytes[count..] : throw new EndOfStreamException("The scratch file of a report is shorter than it was.");
                from += count;
            }

            read += held;
            return held > 0;
        }
    }
}
