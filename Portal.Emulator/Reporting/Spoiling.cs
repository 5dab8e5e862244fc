using System.IO.Compression;
using System.Text;

namespace Portal.Emulator.Reporting;

/// <summary>Makes a file that was written well into one that was not.</summary>
internal static class Spoiling
{
    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Changes the text of the archive's only file, its mark included; null leaves an archive without a file.</summary>
    public static void Rewrite(FileStream archive, Func<string, string?> change)
    {
        var (name, text) = Read(archive);
        archive.SetLength(0);
        archive.Position = 0;
        using var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true);
        if (change(text) is { } changed)
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(Plain.GetBytes(changed));
        }
    }

    public static void ReplaceByPage(FileStream archive)
    {
        archive.SetLength(0);
        archive.Position = 0;
        archive.Write("<html><head><title>Sign in</title></head><body>You are not on the network yet.</body></html>"u8);
    }

    private static (string Name, string Text) Read(FileStream archive)
    {
        archive.Position = 0;
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        var entry = zip.Entries[0];
        using var bytes = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(bytes);
        return (entry.Name, Plain.GetString(bytes.ToArray()));
    }
}
