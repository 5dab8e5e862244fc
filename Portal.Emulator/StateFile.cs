using System.Text.Json;
using Portal.Emulator.OAuth;

namespace Portal.Emulator;

/// <summary>What survives a restart.</summary>
internal sealed class SavedState
{
    public TimeSpan Offset { get; set; }

    public DateTimeOffset? FrozenAt { get; set; }

    public List<Consent> Consents { get; set; } = [];

    /// <summary>By hash.</summary>
    public Dictionary<string, Code> Codes { get; set; } = [];

    /// <summary>By hash.</summary>
    public Dictionary<string, Token> Tokens { get; set; } = [];

    public HashSet<string> DisabledLogins { get; set; } = [];
}

/// <summary>
/// The one place of state that must not be lost: a file, or memory when no path is given. Each change is written whole to a
/// file beside it, which then takes its name, so that a crash leaves either the old state or the new one.
/// </summary>
internal sealed class StateFile
{
    private readonly Lock gate = new();
    private readonly string? path;
    private readonly SavedState state;

    public StateFile(string? path)
    {
        this.path = path is null ? null : Path.GetFullPath(path);
        state = File.Exists(this.path) ? JsonSerializer.Deserialize<SavedState>(File.ReadAllBytes(this.path)) ?? new() : new();
    }

    public T Read<T>(Func<SavedState, T> read)
    {
        lock (gate)
        {
            return read(state);
        }
    }

    public void Change(Action<SavedState> change) => Change(saved =>
    {
        change(saved);
        return true;
    });

    public T Change<T>(Func<SavedState, T> change)
    {
        lock (gate)
        {
            var result = change(state);
            Write();
            return result;
        }
    }

    private void Write()
    {
        if (path is null)
        {
            return;
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, state);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
