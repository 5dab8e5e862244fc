using System.Diagnostics;
using Portal.Security;

namespace Portal.Tests.Harness;

/// <summary>The portal itself, started as its operator starts it, to its end.</summary>
internal static class PortalProcess
{
    /// <param name="folder">Where it starts.</param>
    /// <param name="settings">As environment variables; nothing else configures it.</param>
    /// <param name="arguments">What stands behind its name.</param>
    public static async Task<(int Exit, string[] Output, string[] Errors)> RunAsync(DirectoryInfo folder, Dictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(CurrentMember).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, Lines(await output), Lines(await errors));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
