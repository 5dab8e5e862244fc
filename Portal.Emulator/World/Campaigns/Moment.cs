namespace Portal.Emulator.World.Campaigns;

/// <summary>When a change is made: the moment (for the change log), and the day it is then in the account's time zone.</summary>
public readonly record struct Moment(DateTimeOffset Now, DateOnly Day);
