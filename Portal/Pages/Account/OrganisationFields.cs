using System.ComponentModel.DataAnnotations;

namespace Portal.Pages.Account;

/// <summary>What an organisation is founded with; the rules are the domain's.</summary>
public sealed record OrganisationFields
{
    [Required(ErrorMessage = "The organisation needs a name.")]
    public string Name { get; init; } = "";

    [Required(ErrorMessage = "The organisation needs an address.")]
    public string Slug { get; init; } = "";

    [Required(ErrorMessage = "Choose a time zone.")]
    public string TimeZone { get; init; } = "UTC";

    [Required(ErrorMessage = "Choose a currency.")]
    public string Currency { get; init; } = "EUR";
}
