namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>Workers that found nothing and wait. A job wakes one of those who serve its queue, the one that waited longest.</summary>
internal sealed class QueueSignals
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiters = new();

    public bool AnyoneWaits
    {
        get
        {
            lock (gate)
            {
                return waiters.Count > 0;
            }
        }
    }

    public Waiter Enter(string[] queues)
    {
        var waiter = new Waiter(this, queues);
        lock (gate)
        {
            waiters.AddLast(waiter);
        }

        return waiter;
    }

    public void Signal(string queue)
    {
        lock (gate)
        {
            for (var node = waiters.First; node is not null; node = node.Next)
            {
                if (node.Value.Serves(queue))
                {
                    waiters.Remove(node);
                    node.Value.Wake();
                    return;
                }
            }
        }
    }

    public void SignalAll()
    {
        lock (gate)
        {
            foreach (var waiter in waiters)
            {
                waiter.Wake();
            }

            waiters.Clear();
        }
    }

    private bool Remove(Waiter waiter)
    {
        lock (gate)
        {
            return waiters.Remove(waiter);
        }
    }

    internal sealed class Waiter(QueueSignals signals, string[] queues) : IDisposable
    {
        private readonly SemaphoreSlim woken = new(0);
        private bool heard;

        public bool Serves(string queue) => queues.Contains(queue, StringComparer.Ordinal);

        public void Wake() => woken.Release();

        public void Wait(CancellationToken ct)
        {
            woken.Wait(ct);
            heard = true;
        }

        public void Dispose()
        {
            // Called but leaving without having listened: the call goes on to the next who can answer it.
            if (!signals.Remove(this) && !heard)
            {
                foreach (var queue in queues)
                {
                    signals.Signal(queue);
                }
            }

            woken.Dispose();
        }
    }
}
