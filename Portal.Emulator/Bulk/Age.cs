using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

/// <summary>When a made-up thing that nobody touched was last changed: long ago, always the same.</summary>
internal static class Age
{
    private static readonly DateOnly Opening = new(2023, 11, 1);

    public static DateTimeOffset Of(long id, Serving serving) => At(serving.From, id);

    public static DateTimeOffset Of(long id) => At(Opening, id);

    private static DateTimeOffset At(DateOnly day, long id) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMilliseconds(Dice.Of(id).Below(86_400_000));
}
