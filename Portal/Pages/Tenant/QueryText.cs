namespace Portal.Pages.Tenant;

/// <summary>What somebody typed into a filter, as an address has it.</summary>
internal static class QueryText
{
    /// <summary>Null where nothing was typed.</summary>
    public static string? Text(this IQueryCollection query, string name) => query[name].ToString() is var typed && string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
