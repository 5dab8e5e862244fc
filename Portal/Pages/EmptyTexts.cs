using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Portal.Pages;

/// <summary>
/// A field that was left empty is an empty text where the form's type says that there is a text: MVC would put null into it, whatever the
/// type says, and whoever reads it before the form was checked would fail.
/// </summary>
internal sealed class EmptyTexts : IDisplayMetadataProvider
{
    private readonly NullabilityInfoContext nullability = new();

    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key is { MetadataKind: ModelMetadataKind.Property, PropertyInfo: { } property } && property.PropertyType == typeof(string))
        {
            // The context of nullability keeps what it has seen, and is not made for several threads.
            lock (nullability)
            {
                context.DisplayMetadata.ConvertEmptyStringToNull = nullability.Create(property).WriteState == NullabilityState.Nullable;
            }
        }
    }
}
