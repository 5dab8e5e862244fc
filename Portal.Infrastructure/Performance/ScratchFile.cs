namespace Portal.Infrastructure.Performance;

/// <summary>A nameless file in the system's temporary folder (<c>TMPDIR</c>): it is gone with its handle, whatever ends the process.</summary>
internal static class ScratchFile
{
    public static FileStream Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"portal-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);

        // Windows deletes on close by itself, even after a crash; elsewhere .NET only does so on Dispose, and an open file may lose its name now.
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return file;
    }
}
