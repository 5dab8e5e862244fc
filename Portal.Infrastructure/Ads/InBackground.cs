namespace Portal.Infrastructure.Ads;

/// <summary>Marks the calls to Microsoft that nobody looks at: they make way for those that a person waits for. Everything else counts as urgent.</summary>
public sealed class InBackground : IDisposable
{
    private static readonly AsyncLocal<bool> Marked = new();
    private readonly bool before = Marked.Value;

    private InBackground() => Marked.Value = true;

    internal static bool IsSo => Marked.Value;

    /// <summary>Until it is disposed, in the method that calls this and what that calls.</summary>
    public static InBackground Begin() => new();

    public void Dispose() => Marked.Value = before;
}
