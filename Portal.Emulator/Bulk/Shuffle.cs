using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.Bulk;

/// <summary>Disorder that the page of the file's schema allows: any order of columns and rows, and names nobody has heard of.</summary>
internal static class Shuffle
{
    public const string UnknownType = "Campaign Mood Criterion";
    public const string UnknownColumn = "Mood";
    private const int Window = 500;

    public static IReadOnlyList<string> Columns(IReadOnlyList<string> columns, Dice dice) =>
        [.. columns.Append(UnknownColumn).Select((name, place) => (name, dice.With(place).Unit)).OrderBy(pair => pair.Unit).Select(pair => pair.name)];

    /// <summary>Mixes within a window that moves along, so that a child may come before its parent and nothing much is held.</summary>
    public static IEnumerable<BulkRow> Rows(IEnumerable<BulkRow> rows, BulkColumns columns, Dice dice)
    {
        var held = new List<BulkRow> { Unknown(columns) };
        var count = 0;
        foreach (var row in rows)
        {
            held.Add(row.Copy());
            if (held.Count == Window)
            {
                yield return Draw(held, dice.With(count++));
            }
        }

        while (held.Count > 0)
        {
            yield return Draw(held, dice.With(count++));
        }
    }

    private static BulkRow Unknown(BulkColumns columns)
    {
        var row = new BulkRow(columns).Start(UnknownType, "Active", 99, 98);
        row[UnknownColumn] = "Hopeful, \"mostly\"";
        return row;
    }

    private static BulkRow Draw(List<BulkRow> held, Dice dice)
    {
        var place = dice.Below(held.Count);
        var drawn = held[place];
        held[place] = held[^1];
        held.RemoveAt(held.Count - 1);
        return drawn;
    }
}
