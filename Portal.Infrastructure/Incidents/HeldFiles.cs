using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Connections;
using Portal.Domain.Incidents;
using Portal.Domain.Sync;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Incidents;

/// <summary>
/// The incidents of files that were held back: one a login for all of its accounts that wait for an admin's word. They are made to say what
/// the accounts' states say, so that it can be done again at any time. The caller saves, in a transaction that it has alone.
/// </summary>
public sealed class HeldFiles(PortalDb db, IncidentMail mail, IMultiTenantContextAccessor<PortalTenant> tenant, TimeProvider clock)
{
    /// <summary>Opens, follows and closes; told are the first files of a login, those that join them, and the end.</summary>
    public Task FollowAsync(CancellationToken ct) => FollowAsync(null, ct);

    /// <summary>Somebody has decided about an account's file, which need not be saved yet; <paramref name="how"/> says what.</summary>
    public Task DecidedAsync(AdsId<AdsAccount> account, string how, CancellationToken ct) => FollowAsync((account, how), ct);

    /// <summary>For where no run ends, as when the last account was left out. Saves; whatever the caller has changed and not saved is forgotten.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        await using var transaction = await db.BeginAloneAsync(ct);
        db.ChangeTracker.Clear();
        await FollowAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task FollowAsync((AdsId<AdsAccount> Account, string How)? decided, CancellationToken ct)
    {
        var waiting = await WaitingAsync(decided?.Account, ct);
        var open = await db.Incidents.Where(incident => incident.ClosedAt == null && incident.Class == FailureClass.HeldBack).ToListAsync(ct);
        foreach (var incident in open)
        {
            await FollowAsync(incident, [.. waiting[incident.ConnectionId]], decided, ct);
        }

        foreach (var files in waiting.Where(files => !open.Exists(incident => incident.ConnectionId == files.Key)))
        {
            var login = await db.Connections.AsNoTracking().SingleAsync(row => row.Id == files.Key, ct);
            var incident = Incident.Open(login, [.. files], clock.GetUtcNow());
            db.Incidents.Add(incident);
            await mail.HeldBackAsync(incident);
        }
    }

    private async Task FollowAsync(Incident incident, List<HeldFile> files, (AdsId<AdsAccount> Account, string How)? decided, CancellationToken ct)
    {
        var before = incident.HeldAccounts;
        var (ends, isNews) = (new List<string>(), incident.Outcome is not null);
        foreach (var id in before.Except(files.Select(file => file.AccountId)))
        {
            var (how, isOver) = decided is { } word && word.Account == id ? (word.How, true) : await EndAsync(id, incident.ConnectionId, ct);
            ends.Add(how);
            isNews |= isOver;
        }

        if (files.Count == 0)
        {
            incident.Close(string.Join(' ', ends), clock.GetUtcNow());
            if (isNews)
            {
                await mail.NoLongerHeldAsync(incident);
            }

            return;
        }

        ends.ForEach(incident.Note);
        incident.Follow(files);
        if (files.Exists(file => !before.Contains(file.AccountId)))
        {
            await mail.HeldBackAsync(incident);
        }
    }

    /// <summary>How it ended without anybody's word, and whether that is worth a mail: who left an account out knows.</summary>
    private async Task<(string How, bool IsOver)> EndAsync(AdsId<AdsAccount> id, Id<Connection> login, CancellationToken ct)
    {
        var account = await db.AdsAccounts.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == id, ct);
        return account is { IsChosen: true } && account.ConnectionId == login
            ? ($"A later file of {Name(account)} was as usual and was taken in.", true)
            : ($"{(account is null ? "An account" : Name(account))} is no longer read through this login.", false);
    }

    private async Task<ILookup<Id<Connection>, HeldFile>> WaitingAsync(AdsId<AdsAccount>? except, CancellationToken ct)
    {
        var held = await (
            from state in db.EntitySyncs.AsNoTracking()
            join account in db.AdsAccounts.AsNoTracking() on state.AccountId equals account.AccountId
            where state.HeldAt != null && state.ApprovedAt == null && account.IsChosen && account.AccountId != except
            orderby account.Name, account.AccountId
            select new { State = state, Account = account }).ToListAsync(ct);
        return held.ToLookup(one => one.Account.ConnectionId, one => new HeldFile(
            one.Account.AccountId, Name(one.Account), HeldBack.Read(one.State.Held).Losses, one.State.HeldAt.GetValueOrDefault(), DayOf(one.State.SyncTime)));
    }

    private DateOnly? DayOf(DateTimeOffset? moment)
    {
        var zone = tenant.MultiTenantContext.TenantInfo?.TimeZone ?? throw new InvalidOperationException("Held files are a tenant's.");
        return moment is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime) : null;
    }

    private static string Name(AdsAccount account) => $"{account.Name} ({account.Number})";
}
