using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Portal.Domain;

/// <summary>Reads an <see cref="Id{T}"/> from text where a library looks keys up by <see cref="TypeDescriptor"/>, as ASP.NET Core Identity does.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "TypeDescriptor creates it by its attribute.")]
internal sealed class IdTypeConverter(Type type) : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text
            ? Activator.CreateInstance(type, Guid.Parse(text, CultureInfo.InvariantCulture))
            : base.ConvertFrom(context, culture, value);
}
