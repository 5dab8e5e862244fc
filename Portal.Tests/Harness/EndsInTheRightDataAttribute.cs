namespace Portal.Tests.Harness;

/// <summary>
/// The test lets something go wrong outside and ends with the stored data compared with the emulator's own. What goes wrong stands in its
/// inline data, and here where it has none: <see cref="Conventions.FaultCoverageTests"/> reads both.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EndsInTheRightDataAttribute(params object[] after) : Attribute
{
    /// <summary>Kinds, flaws, codes of refusals, or a knob by its name.</summary>
    public IReadOnlyList<object> After { get; } = after;
}
