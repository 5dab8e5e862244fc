using System.Globalization;

namespace Portal.Benchmarks;

/// <summary>A figure and the goal it is held against, in the same unit.</summary>
internal sealed record Outcome
{
    private readonly bool atMost;

    private Outcome(double figure, double goal, bool atMost) => (Figure, Goal, this.atMost) = (figure, goal, atMost);

    public double Figure { get; }

    public double Goal { get; }

    public bool Reached => Margin >= 1;

    /// <summary>Above one is better than the goal; nothing at all, where the goal is nothing, could not be better.</summary>
    private double Margin => !atMost ? Figure / Goal : Figure > 0 ? Goal / Figure : double.PositiveInfinity;

    public static Outcome AtLeast(double goal, double figure) => new(figure, goal, atMost: false);

    public static Outcome AtMost(double goal, double figure) => new(figure, goal, atMost: true);

    /// <summary>The one furthest from its goal speaks for all.</summary>
    public static Outcome Worst(params ReadOnlySpan<Outcome> all)
    {
        var worst = all[0];
        foreach (var outcome in all)
        {
            worst = outcome.Margin < worst.Margin ? outcome : worst;
        }

        return worst;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Figure:0.##} (goal {Goal:0.##})");
}
