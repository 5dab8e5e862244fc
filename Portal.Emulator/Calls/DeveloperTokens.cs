using Portal.Emulator.Control;

namespace Portal.Emulator.Calls;

/// <summary>The developer tokens that are accepted at present: another one can take the place of one that is withdrawn.</summary>
public sealed class DeveloperTokens(EmulatorOptions options) : IResets
{
    public IReadOnlyList<string> Accepted { get; set; } = options.AcceptedDeveloperTokens;

    public void Reset() => Accepted = options.AcceptedDeveloperTokens;
}
