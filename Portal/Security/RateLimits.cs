using System.ComponentModel.DataAnnotations;

namespace Portal.Security;

/// <summary>Configuration section <c>RateLimits</c>.</summary>
internal sealed class RateLimits
{
    /// <summary>How many forms under <c>/account</c> one network address may send in a minute.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "RateLimits:AccountFormsPerMinute must be at least 1.")]
    public int AccountFormsPerMinute { get; set; } = 30;
}
