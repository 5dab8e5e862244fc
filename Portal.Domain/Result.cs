using System.Diagnostics.CodeAnalysis;

namespace Portal.Domain;

/// <summary>A "no" in words the user may read. <paramref name="Field"/> names the form field it belongs to, if one.</summary>
public sealed record Refusal(string Sentence, string? Field = null);

/// <summary>
/// What a rule decided: a <typeparamref name="T"/>, or a <see cref="Domain.Refusal"/>. Expected refusals are values; outages and bugs
/// are exceptions and never come out as a refusal.
/// </summary>
public readonly record struct Result<T>
    where T : notnull
{
    private Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    [MemberNotNullWhen(false, nameof(Value))]
    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [SuppressMessage("Usage", "CA2225", Justification = "A rule returns its value or its refusal; a named alternative would say it twice.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "As above.")]
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
