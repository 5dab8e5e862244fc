using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Domain;

namespace Portal.Pages;

/// <summary>Puts a "no" where the form shows it: beside its field when it has one, at the top otherwise.</summary>
internal static class Refusals
{
    /// <param name="refusal">What a rule said.</param>
    /// <param name="form">The prefix of the form's fields: <c>Input</c>, <c>Input.Organisation</c>.</param>
    public static void Refuse(this ModelStateDictionary state, Refusal refusal, string form = "Input") =>
        state.AddModelError(refusal.Field is null ? "" : $"{form}.{refusal.Field}", refusal.Sentence);

    /// <summary>The value of what was not refused; a refusal is put where the form shows it.</summary>
    public static bool Takes<T>(this ModelStateDictionary state, Result<T> result, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        if (result.IsRefused)
        {
            state.Refuse(result.Refusal);
            value = default;
            return false;
        }

        value = result.Value;
        return true;
    }

    public static void Refuse(this ModelStateDictionary state, IdentityResult result, string field)
    {
        foreach (var error in result.Errors)
        {
            state.AddModelError(field, error.Description);
        }
    }
}
