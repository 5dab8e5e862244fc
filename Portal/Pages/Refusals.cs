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

    public static void Refuse(this ModelStateDictionary state, IdentityResult result, string field)
    {
        foreach (var error in result.Errors)
        {
            state.AddModelError(field, error.Description);
        }
    }
}
