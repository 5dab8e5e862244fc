using System.Runtime.CompilerServices;

namespace Portal.Tests.Components;

/// <summary>Where the style sheets stand in the sources.</summary>
internal static class Sheets
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "Portal", "wwwroot", "css"));

    private static string Here([CallerFilePath] string path = "") => path;
}
