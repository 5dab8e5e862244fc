using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Domain.Connections;

/// <summary>Refuses to write or read a secret as JSON: logs, job arguments and API answers are JSON.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "System.Text.Json creates it by attribute.")]
internal sealed class NeverInJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(ISecret).IsAssignableFrom(typeToConvert);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeToConvert.Name} is a secret and is never written to or read from JSON.");
}
