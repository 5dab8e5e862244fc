namespace Portal.Infrastructure.Performance;

/// <summary>The file's days are those of another time zone than the account's, as it was last known; nothing of it was stored.</summary>
public sealed class OtherZoneException(string zone) : Exception($"The report's days are of {zone}.");
