using System.Diagnostics;

namespace Portal.Tests.Infrastructure.Jobs.Storage;

/// <summary>
/// A second process on the same file: this test program once more, which <see cref="StartupHook"/> turns into a part of a test before
/// its own Main. It prints a line for what has happened, and ends with the test or when it is killed.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    public const string RoleVariable = "PORTAL_TEST_STORAGE_ROLE";
    public const string FileVariable = "PORTAL_TEST_STORAGE_FILE";

    private readonly Process process;

    public ChildProcess(string role, string file)
    {
        var program = typeof(ChildProcess).Assembly.Location;
        process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program])
        {
            Environment = { ["DOTNET_STARTUP_HOOKS"] = program, [RoleVariable] = role, [FileVariable] = file },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public string Line() => process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
        .WaitAsync(TemporaryStorage.Deadline).GetAwaiter().GetResult() ?? throw new InvalidOperationException("The child has ended.");

    /// <summary>Kills it as <c>kill -9</c> does, and answers what it had printed by then.</summary>
    public string[] Kill()
    {
        process.Kill();
        process.WaitForExit();
        return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
