using System.Security.Cryptography;

namespace Portal.Emulator.Reporting;

/// <summary>A file that was made and can be fetched from the storage host.</summary>
internal sealed record StoredFile(string Path, byte[] Md5, DateTimeOffset MadeAt)
{
    public string ContentType { get; init; } = "application/zip";

    /// <summary>Makes a file in <paramref name="folder"/>, and cuts its last third off when <paramref name="isTruncated"/>.</summary>
    public static StoredFile Make(string folder, string name, DateTimeOffset now, Action<FileStream> write, bool isTruncated = false)
    {
        System.IO.Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, name);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        write(stream);
        if (isTruncated)
        {
            stream.SetLength(stream.Length * 2 / 3);
        }

        stream.Position = 0;
#pragma warning disable CA5351 // Content-MD5 is what the storage sends; it protects nothing here.
        return new(path, MD5.HashData(stream), now);
#pragma warning restore CA5351
    }

    public void Forget() => File.Delete(Path);
}
