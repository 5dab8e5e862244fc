namespace Portal.Infrastructure.Jobs.Storage;

/// <summary>
/// A file held open for as long as a storage lives. The operating system lets go of it with the process, however that dies (flock on
/// Unix, sharing on Windows), so that others need not wait for a lease to run out.
/// </summary>
internal static class LivingFile
{
    public static string PathOf(string storage, string name) => $"{storage}-{name}.live";

    public static FileStream Hold(string storage, string name) =>
        new(PathOf(storage, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <summary>True if nobody holds the file any more. A file that is missing proves nothing.</summary>
    public static bool IsLetGo(string storage, string name)
    {
        try
        {
            using var held = new FileStream(PathOf(storage, name), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static void Delete(string storage, string name) => File.Delete(PathOf(storage, name));
}
