using System.Text;
using Portal.Infrastructure.Performance;

namespace Portal.Infrastructure.Sync;

/// <summary>
/// Brings a file's records into the order of the tables and their keys, in constant memory: sorted runs go to a scratch file and are merged
/// when read. So old and new meet in one pass, and rows are written in the order they lie in.
/// </summary>
internal sealed class SortedEntities(int mostBytes = 24 * 1024 * 1024) : IDisposable
{
    private readonly List<EntityRecord> held = [];
    private readonly List<(long From, int Count)> runs = [];
    private FileStream? scratch;
    private int bytes;

    public long Count { get; private set; }

    public void Add(EntityRecord record)
    {
        record.Sequence = Count++;
        held.Add(record);
        bytes += record.Size;
        if (bytes >= mostBytes)
        {
            Spill();
        }
    }

    /// <summary>Every key once, the last record of it. Records are added before.</summary>
    public IEnumerable<EntityRecord> InOrder()
    {
        EntityRecord? before = null;
        foreach (var record in runs.Count == 0 ? OfMemory() : OfRuns())
        {
            if (before is not null && (before.Kind, before.Key) != (record.Kind, record.Key))
            {
                yield return before;
            }

            before = record;
        }

        if (before is not null)
        {
            yield return before;
        }
    }

    public void Dispose() => scratch?.Dispose();

    private List<EntityRecord> OfMemory()
    {
        held.Sort(EntityRecord.Compare);
        return held;
    }

    private IEnumerable<EntityRecord> OfRuns()
    {
        Spill();
        var heads = new PriorityQueue<IEnumerator<EntityRecord>, EntityRecord>(Comparer<EntityRecord>.Create(EntityRecord.Compare));
        foreach (var run in runs.Select(run => Run(run.From, run.Count).GetEnumerator()).Where(run => run.MoveNext()))
        {
            heads.Enqueue(run, run.Current);
        }

        while (heads.TryPeek(out var run, out _))
        {
            yield return run.Current;
            if (run.MoveNext())
            {
                heads.DequeueEnqueue(run, run.Current);
            }
            else
            {
                heads.Dequeue().Dispose();
            }
        }
    }

    private void Spill()
    {
        if (held.Count == 0)
        {
            return;
        }

        scratch ??= ScratchFile.Open();
        var from = scratch.Position;
        using (var buffer = new BufferedStream(new LeftOpen(scratch), 128 * 1024))
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8))
        {
            OfMemory().ForEach(record => record.Write(writer));
        }

        runs.Add((from, held.Count));
        held.Clear();
        bytes = 0;
    }

    /// <summary>A sorted stretch of the scratch file, read a little at a time.</summary>
    private IEnumerable<EntityRecord> Run(long from, int count)
    {
        using var buffer = new BufferedStream(new Stretch(scratch ?? throw new InvalidOperationException("Nothing was spilled."), from), 64 * 1024);
        using var reader = new BinaryReader(buffer, Encoding.UTF8);
        for (var read = 0; read < count; read++)
        {
            yield return EntityRecord.Read(reader);
        }
    }

    /// <summary>Reads the file from a place of its own, whatever others read.</summary>
    private sealed class Stretch(FileStream file, long from) : OneWay
    {
        private long at = from;

        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(offset, count), at);
            at += read;
            return read;
        }
    }

    private sealed class LeftOpen(FileStream file) : OneWay
    {
        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count) => file.Write(buffer, offset, count);

        public override void Flush() => file.Flush();
    }

    private abstract class OneWay : Stream
    {
        public override bool CanRead => false;

        public override bool CanWrite => false;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
