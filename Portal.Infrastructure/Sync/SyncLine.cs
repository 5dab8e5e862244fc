using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Sync;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Database;
using Portal.Infrastructure.Tenancy;

namespace Portal.Infrastructure.Sync;

/// <summary>An account that a worker is to advance now.</summary>
public sealed record CalledTurn(Id<Tenant> Tenant, Id<SyncRun> Run, AdsId<AdsAccount> Account);

/// <summary>
/// The line in which the accounts of all organisations wait for a worker; <see cref="FairOrder"/> says who is next. It stands in the
/// database: several processes call from it, and a restart forgets nobody. Whoever joins or leaves does so in the scope's tenant.
/// </summary>
public sealed class SyncLine(IServiceScopeFactory scopes, IMultiTenantContextAccessor<PortalTenant> tenants, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public Task JoinAsync(StartedSync started, CancellationToken ct) => InOwnScopeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var least = await LeastUsedAsync(db, ct);
        await using var transaction = await db.BeginAloneAsync(ct);
        var share = await ShareAsync(db, least, ct);
        if (!await db.SyncTurns.AnyAsync(ct))
        {
            share.Begin(least);
        }

        var turns = await db.SyncTurns.Where(turn => started.Accounts.Contains(turn.AccountId)).ToDictionaryAsync(turn => turn.AccountId, ct);
        foreach (var account in started.Accounts)
        {
            if (turns.TryGetValue(account, out var turn))
            {
                turn.Join(started.Run, now);
            }
            else
            {
                db.SyncTurns.Add(new SyncTurn(db.CurrentTenantId, account, started.Run, now));
            }
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    });

    /// <summary>The worker lets go of the account.</summary>
    /// <param name="turn">Which it had.</param>
    /// <param name="next">When the account is due again; null when it has nothing left to do.</param>
    /// <param name="work">How long the worker had it.</param>
    public Task LeaveAsync(CalledTurn turn, DateTimeOffset? next, TimeSpan work, CancellationToken ct) => InOwnScopeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var weight = await db.Tenants.Where(tenant => tenant.Id == turn.Tenant).Select(tenant => tenant.SyncWeight).FirstAsync(ct);
        var least = await LeastUsedAsync(db, ct);
        await using var transaction = await db.BeginAloneAsync(ct);
        (await ShareAsync(db, least, ct)).Took(work, weight);
        var row = await db.SyncTurns.FirstOrDefaultAsync(one => one.AccountId == turn.Account, ct);
        if (row is null && next is not null)
        {
            db.SyncTurns.Add(row = new SyncTurn(turn.Tenant, turn.Account, turn.Run, now));
        }

        if (next is null && row is not null && !(row.JoinedAt > row.CalledAt))
        {
            db.SyncTurns.Remove(row);
        }
        else
        {
            row?.PutBack(next ?? now, now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    });

    /// <summary>Calls as many as there are places for. Each account is called once, whoever else calls at the same time.</summary>
    public Task<IReadOnlyList<CalledTurn>> CallAsync(int places, CancellationToken ct) => CallAsync(places, int.MaxValue, null, ct);

    /// <summary>The same for somebody who takes only a few, and works only for some of the organisations.</summary>
    public async Task<IReadOnlyList<CalledTurn>> CallAsync(int places, int most, IReadOnlySet<Id<Tenant>>? among, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>();
        var called = new List<CalledTurn>();
        if (FairOrder.Next(await ReadAsync(own, clock.GetUtcNow(), ct), places, among) is null)
        {
            return called;
        }

        // Without a tenant it is the portal's own lock: of two that call at once the second sees whom the first has called.
        await using var transaction = await own.BeginAloneAsync(ct);
        var line = await ReadAsync(own, clock.GetUtcNow(), ct);
        while (called.Count < most && FairOrder.Next(line, places, among) is { } next && await TakeAsync(own, use, next, ct) is { } turn)
        {
            called.Add(turn);
            line[line.IndexOf(next)] = next.Call();
        }

        await transaction.CommitAsync(ct);
        return called;
    }

    /// <summary>
    /// Of these runs the ones that somebody carries: an account with something left to do in it stands in the line, and its organisation is
    /// active. With them the moment at which the first of the accounts is due that no worker has.
    /// </summary>
    public async Task<IReadOnlyDictionary<Id<SyncRun>, DateTimeOffset?>> CarriedAsync(IReadOnlyCollection<Id<SyncRun>> runs, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PortalDb>();
        using var all = new SystemScope(own, "which runs still have accounts in the line of syncs");
        return await (
            from slice in own.SyncSlices.AcrossTenants(all)
            where slice.EndedAt == null && runs.Contains(slice.RunId)
            join turn in own.SyncTurns.AcrossTenants(all) on new { slice.TenantId, slice.AccountId } equals new { turn.TenantId, turn.AccountId }
            join tenant in own.Tenants on slice.TenantId equals tenant.Id
            where tenant.State == TenantState.Active
            group turn by slice.RunId into turns
            select new { Run = turns.Key, Due = turns.Min(turn => turn.CalledAt == null ? (DateTimeOffset?)turn.DueAt : null) }).ToDictionaryAsync(run => run.Run, run => run.Due, ct);
    }

    /// <summary>Organisations that are active and have an account in the line. Numbers only.</summary>
    internal static async Task<List<TenantInLine>> ReadAsync(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        using var all = new SystemScope(db, "whose account is next in the line of syncs");
        var (lost, soon) = (now - SyncTurn.LostAfter, now + Soon);
        var counts = await db.SyncTurns.AcrossTenants(all).AsNoTracking()
            .GroupBy(turn => turn.TenantId)
            .Select(turns => new
            {
                Tenant = turns.Key,
                Waiting = turns.Sum(turn => (turn.CalledAt == null || turn.CalledAt <= lost) && turn.DueAt <= now ? 1 : 0),
                Called = turns.Sum(turn => turn.CalledAt > lost ? 1 : 0),
                Soon = turns.Sum(turn => turn.CalledAt == null && turn.DueAt > now && turn.DueAt <= soon ? 1 : 0),
                Since = turns.Min(turn => turn.DueAt),
            })
            .ToListAsync(ct);
        var ids = counts.ConvertAll(count => count.Tenant);
        var shares = await (
            from share in db.SyncShares.AcrossTenants(all).AsNoTracking()
            join tenant in db.Tenants on share.TenantId equals tenant.Id
            where tenant.State == TenantState.Active && ids.Contains(tenant.Id)
            select new { tenant.Id, tenant.SyncWeight, share.Used }).ToDictionaryAsync(share => share.Id, ct);
        return [.. counts.Where(count => shares.ContainsKey(count.Tenant)).Select(count => new TenantInLine(
            count.Tenant, shares[count.Tenant].SyncWeight, shares[count.Tenant].Used, count.Waiting, count.Called, count.Soon, count.Since))];
    }

    private async Task<CalledTurn?> TakeAsync(PortalDb own, IMultiTenantContextSetter<PortalTenant> use, TenantInLine next, CancellationToken ct)
    {
        var tenant = await own.Tenants.AsNoTracking().FirstAsync(one => one.Id == next.Tenant, ct);
        using var within = use.Use(PortalTenant.Of(tenant));
        var (now, lost) = (clock.GetUtcNow(), clock.GetUtcNow() - SyncTurn.LostAfter);
        var waiting = own.SyncTurns.Where(turn => turn.CalledAt == null || turn.CalledAt <= lost);
        var first = await waiting.Where(turn => turn.DueAt <= now).OrderBy(turn => turn.DueAt).ThenBy(turn => turn.AccountId).Select(turn => new { turn.AccountId, turn.RunId }).FirstOrDefaultAsync(ct);
        if (first is null || await waiting.Where(turn => turn.AccountId == first.AccountId).ExecuteUpdateAsync(set => set.SetProperty(turn => turn.CalledAt, now), ct) == 0)
        {
            return null;
        }

        var counted = FairOrder.UsualTurn / next.Weight;
        await own.SyncShares.ExecuteUpdateAsync(set => set.SetProperty(share => share.Used, share => share.Used + counted), ct);
        return new(next.Tenant, first.RunId, first.AccountId);
    }

    /// <summary>What the caller's database context tracks is none of the line's business.</summary>
    private async Task InOwnScopeAsync(Func<PortalDb, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var use = scope.ServiceProvider.GetRequiredService<IMultiTenantContextSetter<PortalTenant>>().Use(tenants.MultiTenantContext.TenantInfo);
        await work(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }

    private static async Task<double> LeastUsedAsync(PortalDb db, CancellationToken ct)
    {
        using var all = new SystemScope(db, "beside whom a sync begins in the line");
        var turns = db.SyncTurns.AcrossTenants(all);
        return await db.SyncShares.AcrossTenants(all).Where(share => turns.Any(turn => turn.TenantId == share.TenantId)).MinAsync(share => (double?)share.Used, ct) ?? 0;
    }

    private static async Task<SyncShare> ShareAsync(PortalDb db, double least, CancellationToken ct)
    {
        if (await db.SyncShares.FirstOrDefaultAsync(ct) is { } share)
        {
            return share;
        }

        var added = new SyncShare(db.CurrentTenantId, least);
        db.SyncShares.Add(added);
        return added;
    }
}
