using System.Text.Json.Nodes;
using Portal.Emulator.World;

namespace Portal.Emulator.Calls;

/// <summary>
/// A request that passed every check: who asks, through which customer and for which account (the headers), what, and when
/// by the emulator's clock. Reading is lenient as the live API is: ids as text or number, enums by name in any case or by number.
/// </summary>
public sealed record Call(User User, long? CustomerId, long? AccountId, JsonObject Body, DateTimeOffset Now)
{
    /// <summary>The address at which the caller reached the stand-in; links in an answer start with it.</summary>
    public Uri Origin { get; init; } = new("http://localhost");

    public long? Long(string name) => Body.Long(name);

    public int? Int(string name) => Body.Int(name);

    public string? Text(string name) => Body.Text(name);

    public bool? Bool(string name) => Body.Bool(name);

    public IReadOnlyList<long>? Longs(string name) => Body.Longs(name);

    /// <summary>The objects of a list; null when it is absent.</summary>
    public IReadOnlyList<JsonObject?>? Objects(string name) => Body.Objects(name);

    public T? Value<T>(string name) where T : struct, Enum => Body.Value<T>(name);

    public T? Flags<T>(string name) where T : struct, Enum => Body.Flags<T>(name);
}
