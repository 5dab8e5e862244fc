using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Emulator.OAuth;

/// <summary>Texts nobody can guess, in the length and look of the platform's, and the hashes they are kept by.</summary>
internal static class Secret
{
    public static string Access() => "EwB4A8l6" + Random(1_720);

    public static string Refresh() => "M.C5_BL2.0.U.-" + Random(664);

    public static string Code() => "M.C5_BL2.2.U." + Random(24);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The challenge that belongs to a verifier (RFC 7636, S256).</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
