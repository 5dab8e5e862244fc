using System.Runtime.ExceptionServices;

namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>One caller's place in the writer's line.</summary>
internal abstract class Turn
{
    private bool woken;
    private bool leads;

    public ExceptionDispatchInfo? Error { get; set; }

    public abstract void Execute(Database db);

    /// <summary>Waits to be done, or to stand first: then the answer is true.</summary>
    public bool AwaitLead()
    {
        lock (this)
        {
            while (!woken)
            {
                Monitor.Wait(this);
            }

            return leads;
        }
    }

    public void Wake(bool lead)
    {
        lock (this)
        {
            woken = true;
            leads = lead;
            Monitor.Pulse(this);
        }
    }
}

internal sealed class Turn<T>(Func<Database, T> work) : Turn
{
    public T Result { get; private set; } = default!;

    public override void Execute(Database db) => Result = work(db);
}
