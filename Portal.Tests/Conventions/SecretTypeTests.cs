using System.Reflection;
using System.Text.Json;
using Portal.Domain.Connections;

namespace Portal.Tests.Conventions;

/// <summary>Whatever somebody does with a secret by mistake, it does not give itself up.</summary>
public sealed class SecretTypeTests
{
    private const string Value = "the-value-itself";

    public static TheoryData<Type> All => [.. typeof(ISecret).Assembly.GetTypes().Where(type => type.IsClass && typeof(ISecret).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(All))]
    public void It_prints_as_dots(Type type)
    {
        Assert.Equal("•••", $"{Make(type)}");
        Assert.Equal(Value, Make(type).Reveal());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_not_written_to_JSON(Type type)
    {
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(Make(type), type, JsonSerializerOptions.Default));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new { Secret = (object)Make(type) }));
        Assert.DoesNotContain(Value, Newtonsoft.Json.JsonConvert.SerializeObject(Make(type)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_becomes_text_only_by_its_named_method(Type type)
    {
        Assert.DoesNotContain(type.GetMethods(BindingFlags.Public | BindingFlags.Static), method => method.Name is "op_Implicit" or "op_Explicit");
        Assert.Equal([nameof(ISecret.Reveal), nameof(ToString)], type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(string)).Select(method => method.Name).Order());
        Assert.Empty(type.GetProperties());
    }

    private static ISecret Make(Type type) => (ISecret)Activator.CreateInstance(type, Value)!;
}
