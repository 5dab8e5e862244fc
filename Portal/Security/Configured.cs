using Microsoft.Extensions.Options;

namespace Portal.Security;

/// <summary>A portal whose configuration is not complete says why, one sentence a line, and does not start.</summary>
internal static class Configured
{
    /// <summary>Stands right after the host is built: nothing has been opened or written yet.</summary>
    public static bool IsConfigured(this WebApplication app, TextWriter errors)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return true;
        }
        catch (Exception fault) when (fault is OptionsValidationException or AggregateException)
        {
            foreach (var sentence in Sentences(fault))
            {
                errors.WriteLine(sentence);
            }

            return false;
        }
    }

    /// <summary>Several options with faults come as one exception around theirs.</summary>
    private static IEnumerable<string> Sentences(Exception fault) => fault switch
    {
        OptionsValidationException options => options.Failures,
        AggregateException many => many.InnerExceptions.SelectMany(Sentences),
        _ => [fault.Message],
    };
}
