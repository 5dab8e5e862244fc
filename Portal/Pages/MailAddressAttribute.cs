using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Portal.Pages;

/// <summary>One bare address that a mail server takes: no display name, no list. Nothing typed is left to <c>Required</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MailAddressAttribute() : ValidationAttribute("This is not an e-mail address.")
{
    public override bool IsValid(object? value) =>
        value is null or ""
        || (value is string text && text.Length <= 254 && MailAddress.TryCreate(text.Trim(), out var address) && address.Address == text.Trim());
}
