namespace Portal.Domain.Incidents;

/// <summary>That the operators were warned of something, so that nobody is warned of it twice.</summary>
public sealed class OperatorWarning(string what, DateTimeOffset at)
{
    /// <summary>What they were warned of, with everything that makes it another one: the day of the end and how far ahead.</summary>
    public string What { get; private set; } = what;

    public DateTimeOffset At { get; private set; } = at;
}
