using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain;
using Portal.Domain.Ads;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Database;

/// <summary>How the domain's words are stored.</summary>
internal static class Conventions
{
    /// <param name="model">The conventions of the context.</param>
    /// <param name="sqlite">SQLite has no types for keys, days and moments: 16 bytes, day numbers and unix milliseconds sort right and are small.</param>
    public static void StoreDomainTypes(this ModelConfigurationBuilder model, bool sqlite)
    {
        foreach (var type in KeyTypes())
        {
            var definition = type.GetGenericTypeDefinition() == typeof(AdsId<>)
                ? typeof(AdsIdConverter<>)
                : sqlite ? typeof(IdAsBytesConverter<>) : typeof(IdConverter<>);
            model.Properties(type).HaveConversion(definition.MakeGenericType(type.GetGenericArguments()));
        }

        if (sqlite)
        {
            model.Properties<DateTimeOffset>().HaveConversion<MomentConverter>();
            model.Properties<DateOnly>().HaveConversion<DayConverter>();
        }
        else
        {
            model.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        }

        model.Properties<Enum>().HaveConversion<int>();
    }

    /// <summary>Every <see cref="Id{T}"/> and <see cref="AdsId{T}"/> that a domain type uses as a property.</summary>
    private static HashSet<Type> KeyTypes() => typeof(Tenant).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties())
        .Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
        .Where(type => type.IsConstructedGenericType && !type.ContainsGenericParameters)
        .Where(type => type.GetGenericTypeDefinition() == typeof(Id<>) || type.GetGenericTypeDefinition() == typeof(AdsId<>))
        .ToHashSet();

    private sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));

    private sealed class IdAsBytesConverter<T>() : ValueConverter<Id<T>, byte[]>(
        id => id.Value.ToByteArray(true),
        bytes => new Id<T>(new Guid(bytes, true)));

    private sealed class AdsIdConverter<T>() : ValueConverter<AdsId<T>, long>(id => id.Value, value => new AdsId<T>(value));

    private sealed class MomentConverter() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(),
        value => DateTimeOffset.FromUnixTimeMilliseconds(value));

    /// <summary>PostgreSQL takes no other offset, and keeps microseconds; both databases are to say the same, so it is given milliseconds.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        moment => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()),
        value => value);

    private sealed class DayConverter() : ValueConverter<DateOnly, int>(day => day.DayNumber, value => DateOnly.FromDayNumber(value));
}
