using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure;

/// <summary>
/// Checks options by their annotations, and says each fault as the sentence that stands there; the built-in check wraps them in its own
/// words and stops before <see cref="IValidatableObject"/> when a property is wrong.
/// </summary>
public static class Sentences
{
    public static OptionsBuilder<T> ValidateInSentences<T>(this OptionsBuilder<T> options)
        where T : class
    {
        options.Services.AddSingleton<IValidateOptions<T>, Check<T>>();
        return options.ValidateOnStart();
    }

    private sealed class Check<T> : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var (context, found) = (new ValidationContext(options), new List<ValidationResult>());
            Validator.TryValidateObject(options, context, found, validateAllProperties: true);
            found.AddRange((options as IValidatableObject)?.Validate(context) ?? []);
            var sentences = found.Select(fault => fault.ErrorMessage).OfType<string>().Distinct().ToList();
            return sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(sentences);
        }
    }
}
