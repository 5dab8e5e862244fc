using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Security;

namespace Portal.Tests.Harness;

/// <summary>The portal itself as a process that goes on, on a free port, until it is told to stop as an orchestrator tells it.</summary>
internal sealed class RunningPortal : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private RunningPortal(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>All that it has said, for the message of a test that fails.</summary>
    public string Said => string.Join('\n', lines);

    /// <param name="folder">Where it starts.</param>
    /// <param name="settings">As environment variables; nothing else configures it.</param>
    /// <param name="role">What it does.</param>
    public static async Task<RunningPortal> StartAsync(string folder, IReadOnlyDictionary<string, string?> settings, string role)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(CurrentMember).Assembly.Location])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Staging",
                ["DOTNET_ENVIRONMENT"] = "Staging",
                ["Urls"] = "http://127.0.0.1:0",
                ["Portal__Roles__0"] = role,
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var portal = new RunningPortal(new Process { StartInfo = start });
        portal.process.OutputDataReceived += (_, line) => portal.Hear(line.Data);
        portal.process.ErrorDataReceived += (_, line) => portal.Hear(line.Data);
        portal.process.Start();
        portal.process.BeginOutputReadLine();
        portal.process.BeginErrorReadLine();
        var ended = portal.process.WaitForExitAsync();
        var first = await Task.WhenAny(portal.listening.Task, ended).WaitAsync(Patience);
        Assert.True(first != ended, portal.Said);
        portal.Address = await portal.listening.Task;
        return portal;
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }
    }
}
