namespace Portal.Emulator.World.Life;

/// <summary>Whether people at work change the accounts day by day; the same seed and days always give the same changes.</summary>
public sealed record LifeOptions
{
    public bool Enabled { get; set; }

    /// <summary>Changes of each account a day, 0 to 50.</summary>
    public int ChangesPerDay { get; set; } = 6;

    /// <summary>The first day (UTC) with changes; null is the one on which the stand-in starts or life is switched on.</summary>
    public DateOnly? From { get; set; }
}
