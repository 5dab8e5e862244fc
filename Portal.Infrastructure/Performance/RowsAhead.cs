using System.Collections.Concurrent;

namespace Portal.Infrastructure.Performance;

internal static class RowsAhead
{
    /// <summary>Small enough that a block is no large object, which only a full collection would free.</summary>
    private const int RowsOfBlock = 1000;

    private const int Blocks = 4;

    /// <summary>The same rows, which a thread of their own reads and merges while those before are written. It has ended when the loop over them ends.</summary>
    public static IEnumerable<ReportRow> Ahead(this IEnumerable<ReportRow> rows)
    {
        using var stop = new CancellationTokenSource();
        using var ready = new BlockingCollection<ReportRow[]>(Blocks);
        var reading = Task.Factory.StartNew(() => Fill(ready, rows, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var block in ready.GetConsumingEnumerable(CancellationToken.None))
            {
                foreach (var row in block)
                {
                    yield return row;
                }
            }

            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(reading);
        }
    }

    private static void Fill(BlockingCollection<ReportRow[]> ready, IEnumerable<ReportRow> rows, CancellationToken stop)
    {
        try
        {
            foreach (var block in rows.Chunk(RowsOfBlock))
            {
                ready.Add(block, stop);
            }
        }
        finally
        {
            ready.CompleteAdding();
        }
    }
}
