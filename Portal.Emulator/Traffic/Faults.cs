namespace Portal.Emulator.Traffic;

/// <summary>The faults that wait to strike. The first that fits a request strikes; the next one waits for the next request.</summary>
public sealed class Faults(EmulatorOptions options)
{
    private readonly Lock gate = new();
    private readonly Random dice = new(options.Seed);
    private readonly List<FaultRule> rules = [];
    private int last;

    /// <summary>Every rule, with how often it struck, spent ones included.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (gate)
            {
                return [.. rules];
            }
        }
    }

    /// <summary>Adds a rule and gives its id.</summary>
    public int Add(FaultRule rule)
    {
        lock (gate)
        {
            rules.Add(rule with { Id = ++last, Struck = 0 });
            return last;
        }
    }

    /// <summary>How often the rule struck so far.</summary>
    public int Struck(int id) => Rules.FirstOrDefault(rule => rule.Id == id)?.Struck ?? 0;

    public bool Remove(int id)
    {
        lock (gate)
        {
            return rules.RemoveAll(rule => rule.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
        }
    }

    internal FaultRule? Strike(RequestEntry entry)
    {
        lock (gate)
        {
            var index = rules.FindIndex(rule => rule.Fits(entry) && (rule.Probability >= 1 || dice.NextDouble() < rule.Probability));
            return index < 0 ? null : rules[index] = rules[index] with { Struck = rules[index].Struck + 1 };
        }
    }
}
