using Portal.Domain.Ads;

namespace Portal.Domain.Sync;

/// <summary>How far a day's sum over several accounts can be trusted: as far as that of its least trusted account.</summary>
public enum DayTrust
{
    Final = 1,

    /// <summary>Read before the day was complete, in at least one account.</summary>
    Provisional = 2,

    /// <summary>Not read yet in at least one account.</summary>
    Missing = 3,
}

/// <summary>One mark of <see cref="DayMark"/>, without the tenant.</summary>
public readonly record struct MarkedDay(AdsId<AdsAccount> AccountId, DateOnly Day, DayState State);

/// <summary>How final the sums of some accounts over a period are.</summary>
public sealed class Finality
{
    private readonly Dictionary<DateOnly, DayTrust> days;

    private Finality(Dictionary<DateOnly, DayTrust> days) => this.days = days;

    public int Days => days.Count;

    public int Provisional => days.Values.Count(trust => trust == DayTrust.Provisional);

    public int Missing => days.Values.Count(trust => trust == DayTrust.Missing);

    public bool IsFinal => Provisional == 0 && Missing == 0;

    /// <summary>What stands beside the totals: <c>2 of 31 days provisional, 1 missing</c>; null when every day is final.</summary>
    public string? Sentence => (Provisional, Missing) switch
    {
        (0, 0) => null,
        (0, _) => $"{Missing} of {Of(Days)} missing",
        (_, 0) => $"{Provisional} of {Of(Days)} provisional",
        _ => $"{Provisional} of {Of(Days)} provisional, {Missing} missing",
    };

    public DayTrust this[DateOnly day] => days.GetValueOrDefault(day, DayTrust.Missing);

    public static Finality Of(Period period, IReadOnlySet<AdsId<AdsAccount>> accounts, IEnumerable<MarkedDay> marks)
    {
        var read = marks.Where(mark => accounts.Contains(mark.AccountId) && period.Contains(mark.Day)).ToLookup(mark => mark.Day);
        return new(period.EachDay().ToDictionary(day => day, day => Trust([.. read[day]], accounts.Count)));
    }

    private static DayTrust Trust(MarkedDay[] marks, int accounts) =>
        accounts == 0 || marks.DistinctBy(mark => mark.AccountId).Count() < accounts ? DayTrust.Missing
        : marks.Any(mark => mark.State == DayState.Provisional) ? DayTrust.Provisional
        : DayTrust.Final;

    private static string Of(int days) => days == 1 ? "1 day" : $"{days} days";
}
