namespace Portal.Domain.Sync;

/// <summary>
/// How many of the newest days are read again, and how often: conversions are counted on the day of their click, up to 90 days late, and
/// most of them come in the first days.
/// </summary>
/// <param name="EachRun">Today and the days before it, at every run.</param>
/// <param name="EachDay">At the day's first run.</param>
/// <param name="EachWeek">Once in seven days.</param>
public sealed record LookBack(int EachRun, int EachDay, int EachWeek)
{
    /// <summary>Yesterday's figures still grow in the first hours of today.</summary>
    public const int FewestEachRun = 2;
    public const int MostEachRun = 7;
    public const int MostEachDay = 31;

    /// <summary>No conversion window at Microsoft is longer.</summary>
    public const int MostEachWeek = 90;

    public static LookBack Default { get; } = new(3, 14, 90);

    public static Result<LookBack> Of(int eachRun, int eachDay, int eachWeek)
    {
        if (eachRun is < FewestEachRun or > MostEachRun)
        {
            return new Refusal($"Choose {FewestEachRun} to {MostEachRun} days for every run.", nameof(EachRun));
        }

        if (eachDay < eachRun || eachDay > MostEachDay)
        {
            return new Refusal($"Choose {eachRun} to {MostEachDay} days for once a day: not fewer than at every run.", nameof(EachDay));
        }

        return eachWeek < eachDay || eachWeek > MostEachWeek
            ? new Refusal($"Choose {eachDay} to {MostEachWeek} days for once a week: not fewer than once a day.", nameof(EachWeek))
            : new LookBack(eachRun, eachDay, eachWeek);
    }
}
