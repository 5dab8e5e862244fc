using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Portal.Domain.Ads;

/// <summary>Microsoft Advertising's own number of one <typeparamref name="T"/>. Account ids, customer ids and campaign ids never mix.</summary>
public readonly record struct AdsId<T>(long Value) : IParsable<AdsId<T>>, IComparable<AdsId<T>>
{
    public static AdsId<T> Parse(string s, IFormatProvider? provider) => new(long.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AdsId<T> result)
    {
        var parsed = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        result = new(value);
        return parsed;
    }

    public int CompareTo(AdsId<T> other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(AdsId<T> left, AdsId<T> right) => left.Value < right.Value;

    public static bool operator <=(AdsId<T> left, AdsId<T> right) => left.Value <= right.Value;

    public static bool operator >(AdsId<T> left, AdsId<T> right) => left.Value > right.Value;

    public static bool operator >=(AdsId<T> left, AdsId<T> right) => left.Value >= right.Value;
}
