using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

/// <summary>What to ask the Bulk service for next: everything, what changed since a moment, or some campaigns of an account that is too big.</summary>
public sealed record EntityAsk(DateTimeOffset? Since, IReadOnlyList<AdsId<Campaign>>? Campaigns);

/// <summary>
/// How far the mirror of one account's entities is: the moment of the last good file, what is being asked for, and a file that was held
/// back for a person to look at.
/// </summary>
public sealed class EntitySync : ITenantOwned
{
    /// <summary>Microsoft keeps changes for 30 days; a day is left for clocks and waits.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(29);

    /// <summary>So often everything is read again, whatever the changes said.</summary>
    public static readonly TimeSpan BetweenFull = TimeSpan.FromDays(7);

    /// <summary>A request id is good for two days.</summary>
    private static readonly TimeSpan RequestsLast = TimeSpan.FromDays(1);

    /// <summary>While nobody decides, a held file is fetched anew once a day: it may have been a passing fault.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromDays(1);

    private const int MostCampaigns = 1000;

    private EntitySync()
    {
    }

    public EntitySync(Id<Tenant> tenantId, AdsId<AdsAccount> accountId) => (TenantId, AccountId) = (tenantId, accountId);

    public Id<Tenant> TenantId { get; private set; }

    public AdsId<AdsAccount> AccountId { get; private set; }

    /// <summary>The <i>Sync Time</i> of the last good file, by Microsoft's clock; null before the first.</summary>
    public DateTimeOffset? SyncTime { get; private set; }

    /// <summary>When everything was read last.</summary>
    public DateTimeOffset? FullAt { get; private set; }

    /// <summary>The next file must be a full one: Microsoft said so, or a person did.</summary>
    public bool NeedsFull { get; private set; }

    /// <summary>From when on the file under way tells changes; null when it tells everything.</summary>
    public DateTimeOffset? AskedSince { get; private set; }

    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Of an account that is too big for one file: the campaigns still to ask for, portions parted by semicolons, the first under way.</summary>
    public string? Portions { get; private set; }

    /// <summary>The requests of the portions that are ready, by commas. All files are taken in together.</summary>
    public string? Requests { get; private set; }

    /// <summary>When a file was held back that would remove too much.</summary>
    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>What it would remove: see <see cref="HeldBack"/>.</summary>
    public string? Held { get; private set; }

    /// <summary>When an admin said that it may.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>How many records of the last file the portal does not know.</summary>
    public int UnknownRecords { get; private set; }

    /// <summary>What they are, in words.</summary>
    public string? Unknown { get; private set; }

    public IReadOnlyList<string> ReadyRequests => Requests?.Split(',') ?? [];

    /// <summary>Whether a held file is to be left alone for now.</summary>
    public bool Rests(DateTimeOffset now) => HeldAt is { } held && ApprovedAt is null && now - held < BetweenLooks;

    public EntityAsk Next(DateTimeOffset now)
    {
        if (AskedAt is { } asked && now - asked > RequestsLast)
        {
            StartOver();
        }

        if (Portions?.Split(';') is [var portion, ..])
        {
            return new(null, [.. portion.Split(',').Select(id => AdsId<Campaign>.Parse(id, null))]);
        }

        // All portions were ready and yet it is asked again: their files were no good.
        StartOver();
        var isFull = NeedsFull || SyncTime is not { } synced || now - synced >= Memory || FullAt is not { } full || now - full >= BetweenFull;
        return new(isFull ? null : SyncTime, null);
    }

    public void Asked(EntityAsk ask, DateTimeOffset now) => (AskedSince, AskedAt) = (ask.Since, AskedAt ?? now);

    public void RequireFull()
    {
        StartOver();
        NeedsFull = true;
    }

    /// <summary>Everything in portions of campaigns. An account without campaigns cannot be split.</summary>
    public Result<int> Split(IReadOnlyList<AdsId<Campaign>> campaigns)
    {
        if (campaigns.Count == 0)
        {
            return new Refusal("Microsoft says that the account is too big for one file, but it shows no campaigns.");
        }

        NeedsFull = true;
        var portions = campaigns.Chunk(MostCampaigns).Select(ids => string.Join(',', ids)).ToList();
        Portions = string.Join(';', portions);
        return portions.Count;
    }

    /// <summary>The portion under way is still too big: two of half the size take its place.</summary>
    public Result<int> Halve()
    {
        var portions = Portions?.Split(';') ?? [];
        var first = portions is [var portion, ..] ? portion.Split(',') : [];
        if (first.Length < 2)
        {
            return new Refusal("One campaign alone is too big for a file of Microsoft Advertising.");
        }

        var half = first.Length / 2;
        Portions = string.Join(';', [string.Join(',', first[..half]), string.Join(',', first[half..]), .. portions[1..]]);
        return portions.Length + 1;
    }

    /// <summary>The file under this id is ready; true when no other is needed before it is taken in.</summary>
    public bool Ready(string requestId)
    {
        if (Portions is null)
        {
            return true;
        }

        Requests = Requests is null ? requestId : $"{Requests},{requestId}";
        var left = Portions.Split(';')[1..];
        Portions = left.Length == 0 ? null : string.Join(';', left);
        return left.Length == 0;
    }

    public void StartOver() => (Portions, Requests, AskedAt, AskedSince) = (null, null, null, null);

    /// <param name="syncTime">From when on the next changes are to be told; by Microsoft's clock.</param>
    /// <param name="isFull">Whether the file told everything.</param>
    /// <param name="unknownRecords">How many of its records the portal does not know.</param>
    /// <param name="unknown">What they are, in words.</param>
    /// <param name="now">When it was taken in.</param>
    public void Applied(DateTimeOffset syncTime, bool isFull, int unknownRecords, string? unknown, DateTimeOffset now)
    {
        StartOver();
        LetGo();
        (SyncTime, NeedsFull) = (syncTime, false);
        FullAt = isFull ? now : FullAt;
        if (isFull || unknownRecords > 0)
        {
            (UnknownRecords, Unknown) = (unknownRecords, unknown);
        }
    }

    public void Hold(string held, DateTimeOffset now)
    {
        StartOver();
        (Held, HeldAt, ApprovedAt) = (held, now, null);
    }

    public Result<DateTimeOffset> Approve(DateTimeOffset now)
    {
        if (HeldAt is null)
        {
            return new Refusal("Nothing of this account is held back any more.");
        }

        ApprovedAt = now;
        return now;
    }

    /// <summary>The held file is forgotten; the next one is complete, and is judged anew.</summary>
    public Result<DateTimeOffset> Discard(DateTimeOffset now)
    {
        if (HeldAt is null)
        {
            return new Refusal("Nothing of this account is held back any more.");
        }

        LetGo();
        RequireFull();
        return now;
    }

    private void LetGo() => (Held, HeldAt, ApprovedAt) = (null, null, null);
}
