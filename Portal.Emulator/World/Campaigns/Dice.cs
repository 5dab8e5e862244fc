namespace Portal.Emulator.World.Campaigns;

/// <summary>
/// Chance without a state: the same seed and salts always show the same face, in any order and on any machine. Everything the
/// world makes up comes from here, so that nothing of it must be stored (the mixing is SplitMix64's finaliser).
/// </summary>
public readonly record struct Dice(ulong Face)
{
    public static Dice Of(long seed) => new Dice(0x9E3779B97F4A7C15).With(seed);

    /// <summary>0 to below 1.</summary>
    public double Unit => (Face >> 11) * (1.0 / (1UL << 53));

    /// <summary>Another throw that depends on this one and on <paramref name="salt"/> only.</summary>
    public Dice With(long salt)
    {
        var mixed = Face + ((ulong)salt + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new(mixed ^ (mixed >> 31));
    }

    public int Below(int bound) => (int)(Unit * bound);

    public double Between(double low, double high) => low + Unit * (high - low);

    public bool Chance(double probability) => Unit < probability;

    public T Pick<T>(IReadOnlyList<T> values) => values[Below(values.Count)];
}
