namespace Portal.Tests.Harness;

/// <summary>Where the tests leave what people want to look at.</summary>
internal static class Repository
{
    /// <summary>The folder <c>TestResults</c> beside the solution; it exists.</summary>
    public static string Results { get; } = Directory.CreateDirectory(Path.Combine(Top(), "TestResults")).FullName;

    private static string Top()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Parent is { } parent && folder.GetFiles("Portal.sln").Length == 0)
        {
            folder = parent;
        }

        return folder.FullName;
    }
}
