using Portal.Domain.Tenancy;

namespace Portal.Domain.Sync;

/// <summary>An organisation that has accounts in the line.</summary>
/// <param name="Used">What it had so far; see <see cref="SyncShare"/>.</param>
/// <param name="Waiting">Accounts that are due.</param>
/// <param name="Called">Accounts at work.</param>
/// <param name="Soon">Accounts that are due within seconds, as Microsoft makes their reports.</param>
/// <param name="Since">Since when the first has waited.</param>
public sealed record TenantInLine(Id<Tenant> Tenant, int Weight, double Used, int Waiting, int Called, int Soon, DateTimeOffset Since)
{
    internal int Wanted => Waiting + Called + Soon;

    /// <summary>As it is once its next account was called.</summary>
    public TenantInLine Call() => this with { Waiting = Waiting - 1, Called = Called + 1, Used = Used + FairOrder.UsualTurn / Weight };
}

/// <summary>
/// Whose account is next: of those that wait, the organisation that had the least for its weight. None holds more places than an even
/// division leaves it while others have use for them; what they have no use for is anybody's.
/// </summary>
public static class FairOrder
{
    /// <summary>In seconds: what a turn is counted as until it has ended.</summary>
    public const double UsualTurn = 1;

    /// <summary>Null when nobody waits, or nobody may have another place.</summary>
    /// <param name="line">Everybody in it.</param>
    /// <param name="places">How many accounts may be at work at a time.</param>
    /// <param name="among">Whom the caller works for, whoever stands before them; null is all.</param>
    public static TenantInLine? Next(IReadOnlyList<TenantInLine> line, int places, IReadOnlySet<Id<Tenant>>? among = null)
    {
        if (line.Sum(one => one.Called) >= places)
        {
            return null;
        }

        var level = Level(line, places);
        return line
            .Where(one => one.Waiting > 0 && among?.Contains(one.Tenant) != false && one.Called < Math.Max(1, Math.Ceiling(level * one.Weight)))
            .OrderBy(one => one.Used).ThenBy(one => one.Since).ThenBy(one => one.Tenant)
            .FirstOrDefault();
    }

    /// <summary>The numbers in the line that a tenant's next accounts have, the first in line being 1.</summary>
    public static IReadOnlyList<int> Numbers(IReadOnlyList<TenantInLine> line, Id<Tenant> tenant, int most)
    {
        var queue = new PriorityQueue<TenantInLine, (double, DateTimeOffset)>(line.Where(one => one.Waiting > 0).Select(one => (one, (one.Used, one.Since))));
        var numbers = new List<int>();
        for (var number = 1; numbers.Count < most && queue.TryDequeue(out var next, out _); number++)
        {
            if (next.Tenant == tenant)
            {
                numbers.Add(number);
            }

            var then = next.Call();
            if (then.Waiting > 0)
            {
                queue.Enqueue(then, (then.Used, then.Since));
            }
            else if (next.Tenant == tenant)
            {
                break;
            }
        }

        return numbers;
    }

    /// <summary>Places by weight, poured in evenly: who wants fewer leaves the rest to the others.</summary>
    private static double Level(IReadOnlyList<TenantInLine> line, int places)
    {
        var (left, weights) = ((double)places, line.Sum(one => one.Weight));
        foreach (var one in line.OrderBy(one => (double)one.Wanted / one.Weight))
        {
            var level = left / weights;
            if ((double)one.Wanted / one.Weight > level)
            {
                return level;
            }

            (left, weights) = (left - one.Wanted, weights - one.Weight);
        }

        return double.PositiveInfinity;
    }
}
