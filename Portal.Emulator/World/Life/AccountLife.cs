using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.World.Life;

/// <summary>
/// Makes up for what happened in an account since it was last looked at: each day has its changes at moments of its own, drawn
/// from seed, account and day, so that it does not matter when and how often somebody looks.
/// </summary>
internal sealed class AccountLife(AccountTree tree, DateOnly first)
{
    private const int MostChangesPerDay = 50;

    private DateTimeOffset livedUntil = new(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public void CatchUp(DateTimeOffset now, int changesPerDay)
    {
        lock (tree.Gate)
        {
            for (var day = DateOnly.FromDateTime(livedUntil.UtcDateTime); day <= DateOnly.FromDateTime(now.UtcDateTime); day = day.AddDays(1))
            {
                foreach (var (moment, change) in Changes(day, changesPerDay).Where(change => change.Moment > livedUntil && change.Moment <= now))
                {
                    new Change(tree, moment, change).Make();
                }
            }

            livedUntil = now > livedUntil ? now : livedUntil;
        }
    }

    private IEnumerable<(DateTimeOffset Moment, int Place)> Changes(DateOnly day, int count)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var dice = tree.Dice.With(90).With(day.DayNumber);
        return Enumerable.Range(0, Math.Clamp(count, 0, MostChangesPerDay))
            .Select(place => (start.AddSeconds(1 + dice.With(place).Below(86_399)), place)).OrderBy(change => change.Item1).ThenBy(change => change.place);
    }
}
