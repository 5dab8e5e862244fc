using System.Text;

namespace Portal.Tests.Conventions;

/// <summary>Everything that the portal wrote anywhere, to be searched for what must not be in it.</summary>
internal sealed class Haystack
{
    /// <summary>A part of a token is a leak too, and long texts are broken into lines in mails.</summary>
    private const int Piece = 24;

    private readonly List<(string Place, byte[] Content)> all = [];

    public void Add(string place, string content) => all.Add((place, Encoding.UTF8.GetBytes(content)));

    /// <summary>Every file below a folder, also those that a database holds open; a <c>.live</c> file is empty and nobody else may open it.</summary>
    public void AddFiles(string folder)
    {
        // Another test that ends closes every pool of the process; a closing database moves its log into the file and deletes it.
        for (var known = all.Count; ; all.RemoveRange(known, all.Count - known))
        {
            try
            {
                AddAll(folder);
                return;
            }
            catch (FileNotFoundException)
            {
                continue;
            }
        }
    }

    private void AddAll(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".live", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            all.Add((Path.GetRelativePath(folder, file), content.ToArray()));
        }
    }

    /// <summary>Where the secret stands, whole or in part, as it is, escaped for an address, in base 64, or in UTF-16.</summary>
    public IReadOnlyList<string> PlacesOf(string secret)
    {
        var needles = Forms(secret).ToList();
        return [.. all.Where(hay => needles.Exists(needle => hay.Content.AsSpan().IndexOf(needle) >= 0)).Select(hay => hay.Place)];
    }

    private static IEnumerable<byte[]> Forms(string secret)
    {
        foreach (var part in secret.Length <= Piece ? [secret] : new[] { secret[..Piece], secret.Substring(secret.Length / 2, Math.Min(Piece, secret.Length / 2)), secret[^Piece..] })
        {
            yield return Encoding.UTF8.GetBytes(part);
            yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(part));
            yield return Encoding.Unicode.GetBytes(part);
        }

        // The last characters depend on what follows the text.
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        yield return Encoding.UTF8.GetBytes(encoded[..Math.Min(encoded.Length - 4, 2 * Piece)]);
    }
}
