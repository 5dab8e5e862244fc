namespace Portal.Domain.Tenancy;

public enum TenantState
{
    Active = 1,
    Suspended = 2,
}

/// <summary>A customer organisation: it signs in under its own path, <c>/{slug}</c>, and sees nothing of any other.</summary>
public sealed class Tenant
{
    public const int MostWeight = 10;

    private Tenant(Id<Tenant> id, string slug, string name, string timeZone, string currency, DateTimeOffset createdAt)
    {
        Id = id;
        Slug = slug;
        Name = name;
        TimeZone = timeZone;
        Currency = currency;
        CreatedAt = createdAt;
        State = TenantState.Active;
    }

    public Id<Tenant> Id { get; private set; }

    /// <summary>The first path segment: lower case, see <see cref="Tenancy.Slug"/>. It may be reused one day; the id never is.</summary>
    public string Slug { get; private set; }

    public string Name { get; private set; }

    /// <summary>The IANA name of the zone in which moments are shown to this organisation. Days of data follow the ad account's zone.</summary>
    public string TimeZone { get; private set; }

    /// <summary>The ISO 4217 code that is shown first where accounts of several currencies meet. Nothing is converted to it.</summary>
    public string Currency { get; private set; }

    public TenantState State { get; private set; }

    /// <summary>Why the organisation is suspended, in words its members read; null while active.</summary>
    public string? SuspendedBecause { get; private set; }

    /// <summary>How much of the workers its syncs get while others wait as well, as against the usual 1.</summary>
    public int SyncWeight { get; private set; } = 1;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SuspendedAt { get; private set; }

    public static Result<Tenant> Found(string name, string slug, string timeZone, string currency, DateTimeOffset now)
    {
        var checkedName = CheckName(name);
        if (checkedName.IsRefused)
        {
            return checkedName.Refusal;
        }

        var checkedSlug = Tenancy.Slug.Check(slug);
        if (checkedSlug.IsRefused)
        {
            return checkedSlug.Refusal;
        }

        var settings = CheckSettings(timeZone, currency);
        return settings is null
            ? new Tenant(Id<Tenant>.New(now), checkedSlug.Value, checkedName.Value, timeZone, currency, now)
            : settings;
    }

    /// <summary>Changes what members see; the slug stays, because links and bookmarks hold it.</summary>
    public Result<Tenant> Describe(string name, string timeZone, string currency)
    {
        var checkedName = CheckName(name);
        if (checkedName.IsRefused)
        {
            return checkedName.Refusal;
        }

        if (CheckSettings(timeZone, currency) is { } refusal)
        {
            return refusal;
        }

        (Name, TimeZone, Currency) = (checkedName.Value, timeZone, currency);
        return this;
    }

    public Result<Tenant> Suspend(string because, DateTimeOffset now)
    {
        if (State == TenantState.Suspended)
        {
            return new Refusal("This organisation is already suspended.");
        }

        if (string.IsNullOrWhiteSpace(because))
        {
            return new Refusal("Say why: the members of the organisation read it.", "Because");
        }

        (State, SuspendedBecause, SuspendedAt) = (TenantState.Suspended, because.Trim(), now);
        return this;
    }

    public Result<Tenant> Weigh(int weight)
    {
        if (weight is < 1 or > MostWeight)
        {
            return new Refusal($"Choose a weight from 1 to {MostWeight}.", "Weight");
        }

        SyncWeight = weight;
        return this;
    }

    public Result<Tenant> Reactivate()
    {
        if (State == TenantState.Active)
        {
            return new Refusal("This organisation is already active.");
        }

        (State, SuspendedBecause, SuspendedAt) = (TenantState.Active, null, null);
        return this;
    }

    private static Result<string> CheckName(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length is >= 2 and <= 100
            ? trimmed
            : new Refusal("The name needs 2 to 100 characters.", "Name");
    }

    private static Refusal? CheckSettings(string timeZone, string currency)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            return new Refusal("Choose a time zone from the list.", "TimeZone");
        }

        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? null
            : new Refusal("Choose a currency from the list.", "Currency");
    }
}
